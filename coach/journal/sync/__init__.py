"""Several machines, one journal: each writes its files into a shared folder."""

from coach.journal.sync.exchange import Exchange, ExchangeResult

__all__ = ["Exchange", "ExchangeResult"]
