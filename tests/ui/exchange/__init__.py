"""The windows of the exchange: sealing, receiving, reviewing, answering, amending."""
