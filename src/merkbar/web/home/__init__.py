"""The start page: what must I do today, how long does it take, is anything getting worse?"""
