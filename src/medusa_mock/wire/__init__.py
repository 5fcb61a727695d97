"""What HTTP looks like on a real Medusa: paths, bodies, query strings, cookies, CORS and error pages of Express."""
