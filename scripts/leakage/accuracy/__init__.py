"""How much of what was planted in a generated company the marts find, and what else they find."""
