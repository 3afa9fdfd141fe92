"""The fault campaign: real workers and servers, real kills, a history from outside, and a checker that counts."""
