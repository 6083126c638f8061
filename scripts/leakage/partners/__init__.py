"""What partners are shown: the marts in models/marts/partners as files."""
