"""Writes of insights: facts of cases, facts that others hand down, and the sums made of them."""

from yorisoi.insights.actions.catching_up import catch_up, rebuild
from yorisoi.insights.actions.follow import follow
from yorisoi.insights.actions.recording import record_facts
from yorisoi.insights.actions.summing import rebuild_roll_ups

__all__ = ["catch_up", "follow", "rebuild", "rebuild_roll_ups", "record_facts"]
