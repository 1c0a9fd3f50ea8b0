# SPDX-License-Identifier: MIT
"""
Billing of Colombian restaurants: Loggro Restobar, Loggro Pymes and DIAN's electronic documents.

The heavy names load on first use: importing this opens no HTTP, XML or cryptography library.
"""

from loggro_integration._version import __version__

__all__ = ["__version__"]
