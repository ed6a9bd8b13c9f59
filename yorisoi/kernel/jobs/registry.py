"""Functions that can be run later, by the name under which they are enqueued."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from inspect import Signature, signature
from typing import TYPE_CHECKING, Any

from django.tasks import Task
from django.tasks.base import DEFAULT_TASK_PRIORITY
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    TaskOfAnything = Task[..., Any]
else:  # generic only in the stubs
    TaskOfAnything = Task

RETRIES = 8
BACKOFF = timedelta(seconds=10)

type Argument = str | int | float | bool | None
type Batch = Callable[[Sequence[Mapping[str, Any]]], None]


class UnknownJobError(LookupError):
    """No function is registered under this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTask(TaskOfAnything):
    """A Django task that knows how often to try again; `job_name` is empty for those made by Django's own @task.

    `batch` does many calls at once, each given by its arguments; None where there is no such function.
    """

    job_name: str = ""
    retries: int = RETRIES
    backoff: timedelta = BACKOFF
    batch: Batch | None = None

    @property
    def stored_name(self) -> str:
        """What the job's row carries: the registered name, or the path of a function under @task."""
        return self.job_name or self.module_path


_tasks: dict[str, JobTask] = {}
_signatures: dict[str, Signature] = {}


def job[**P, R](
    name: str,
    *,
    retries: int = RETRIES,
    backoff: timedelta = BACKOFF,
    priority: int = DEFAULT_TASK_PRIORITY,
    batch: Batch | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorator: make a function known as a job; the function itself stays callable.

    A failure is tried again up to `retries` times, first after about `backoff`, then twice as long each time. The
    function may run more than once for one enqueue (a worker can die after the work and before the tick), so it must
    be idempotent. Higher `priority` (-100…100) runs first. Raises ValueError when the name is taken.

    `batch` is a second function that does up to claiming.BATCH calls at once, given the arguments of each, oldest
    first. It must do all or nothing (one transaction): when it raises, each half of the calls is done on its own, down
    to the one call that fails, which alone is written down as failed and tried again; the rest is done. A call that
    has failed before is not put among others.
    """

    def register(function: Callable[P, R]) -> Callable[P, R]:
        known = _tasks.get(name)
        if known is not None and (known.func.__module__, known.func.__qualname__) != (
            function.__module__,
            function.__qualname__,
        ):
            raise ValueError(f"two jobs are called {name}: {known.module_path} and {function.__qualname__}")
        _tasks[name] = JobTask(
            func=function, job_name=name, retries=retries, backoff=backoff, priority=priority, batch=batch
        )
        _signatures[name] = signature(function)
        return function

    return register


def names() -> tuple[str, ...]:
    """Every registered name, in order."""
    return tuple(sorted(_tasks))


def registered(name: str) -> JobTask:
    """The job of this name. Raises UnknownJobError."""
    try:
        return _tasks[name]
    except KeyError:
        raise UnknownJobError(f"no job is called {name}; is it in a tasks.py of an installed app?") from None


def stored(name: str) -> JobTask:
    """The job or the Django task that a row names. Raises UnknownJobError."""
    if name in _tasks:
        return _tasks[name]
    try:
        task = import_string(name)
    except ImportError:
        task = None
    if not isinstance(task, JobTask):
        raise UnknownJobError(f"no job is called {name}, and no function under @task is found there")
    return task


def has_batch(name: str) -> bool:
    """May calls of this job be done together?"""
    return name in _tasks and _tasks[name].batch is not None


def check_arguments(name: str, arguments: dict[str, Any]) -> None:
    """Refuse at once what could not be stored or called. Raises TypeError."""
    for key, value in arguments.items():
        if value is not None and not isinstance(value, (str, int, float, bool)):
            raise TypeError(
                f"job {name}: {key} is a {type(value).__name__}; jobs take strings, numbers, booleans, None"
            )
    _signatures[name].bind(**arguments)
