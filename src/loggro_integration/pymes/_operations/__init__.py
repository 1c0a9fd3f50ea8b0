# SPDX-License-Identifier: MIT
"""The operations of Pymes as pure functions: each returns a request as data."""
