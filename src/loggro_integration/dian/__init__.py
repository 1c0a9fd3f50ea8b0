# SPDX-License-Identifier: MIT
"""
DIAN's electronic documents: read, check and verify them.

Knows documents, never Loggro.
"""
