"""The API for other systems: `/api/v1/`, bearer tokens, problem documents. A token sees what its person sees."""
