"""What handlers say, from a real worker into a real store, and who reads it there."""
