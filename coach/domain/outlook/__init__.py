"""The days ahead, simulated by the rules that judge each day."""
