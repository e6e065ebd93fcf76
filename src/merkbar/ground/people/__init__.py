"""Persons, roles and posts: a role held at a unit from–to, and deputies.

Cases belong to the seat (the role that leads the unit), never to the person; a vacant seat falls to the next leader up
(R034: responsibility follows the line).
"""
