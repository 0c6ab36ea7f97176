"""The parts people play around a family. What each may do stands in records/policy.csv, not here."""

from enum import StrEnum


class Role(StrEnum):
    """Someone's part in a family's safety network; a worker's part means that the family is theirs to work with."""

    CHILD = "child"
    PARENT = "parent"
    NETWORK = "network"
    WORKER = "worker"
    SUPERVISOR = "supervisor"  #: of the service, beside every family and in none


#: Who works here. They come in by no invitation, and see the worker's pages.
OF_THE_SERVICE = (Role.WORKER, Role.SUPERVISOR)
