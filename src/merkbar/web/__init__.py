"""The outermost layer: settings, addresses, start page, search, API, demo and operations. Knows everyone; nobody knows it."""
