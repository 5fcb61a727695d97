"""How a judgement is told: to a terminal, to other programs, and on a page."""
