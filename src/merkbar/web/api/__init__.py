"""The API for other systems: `/api/v1/`, bearer tokens, problem documents. What a token sees is what its person sees."""
