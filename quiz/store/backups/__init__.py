"""What :mod:`quiz.store.backup` is made of: names, packing, checking, and which of the backups are kept."""
