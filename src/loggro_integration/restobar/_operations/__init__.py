# SPDX-License-Identifier: MIT
"""The operations of Restobar as pure functions: each returns a request as data."""
