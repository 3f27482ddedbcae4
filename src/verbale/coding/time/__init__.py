"""Time expressions: lexicon and tokens, rules, what they come to, and which event they date."""
