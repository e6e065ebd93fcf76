"""The Record supertype and the red thread: one thin row for everything that can be owned, followed up, linked or hidden.

A domain table has `record = OneToOneField(Record, primary_key=True)`: composition, not inheritance. Later phases take
part through three registries: panels (show), guards (refuse a step with a sentence) and makers (create on request).
"""
