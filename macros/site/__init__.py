"""Makes the whole site from docs/: build, search data, policy, redirects, service worker, atomic publishing."""
