"""Deviations (avvik): what happened, told by those who were there, handled by their leader, answered, and learnt from.

Near misses, concerns, suggestions and what went well come the same way. The leader of the unit owns a case; the quality
adviser owns the lists it is sorted by. Demanded by kommuneloven § 25-1 third paragraph c, forskrift om ledelse og
kvalitetsforbedring § 8 e and internkontrollforskriften § 5; the answer within seven days is our own promise.
"""
