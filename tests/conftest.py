"""Fixtures of the black-box tests: one server for each worker and engine, one network for each test."""

import os

import pytest

from servers import Server
from support import Network

POSTGRES = pytest.param(
    "postgres", marks=pytest.mark.skipif("TEST_POSTGRES" not in os.environ, reason="TEST_POSTGRES is not set"))
LOGS = pytest.StashKey()


@pytest.fixture(scope="session", params=["sqlite", POSTGRES])
def engine(request):
    return request.param


@pytest.fixture(scope="session")
def server(engine, tmp_path_factory):
    """The server that most tests of an engine share."""
    made = Server(engine, tmp_path_factory.mktemp(engine))
    yield made.start()
    made.clear()


@pytest.fixture
def net(server):
    """A network of this test alone."""
    return Network(server)


@pytest.fixture
def own_server(engine, tmp_path):
    """Makes servers for one test alone, with settings of their own."""
    made = []

    def make(start=True, **environment):
        one = Server(engine, tmp_path / f"server{len(made)}", empty=not start, **environment)
        made.append(one)
        return one.start() if start else one

    yield make
    for one in made:
        one.clear()


def pytest_configure(config):
    """Whoever prints for all the workers tells of a failure at once: a run that is ended before its end has told it."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal and not hasattr(config, "workerinput"):
        config.pluginmanager.register(FailuresAtOnce(terminal))


class FailuresAtOnce:
    def __init__(self, terminal):
        self.terminal = terminal

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.terminal.write_line(f"\n{report.nodeid} failed in its {report.when}:\n{report.longreprtext[-1500:]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Remembers how long each server's log is when the test begins."""
    item.stash[LOGS] = {one.log: one.log.stat().st_size for one in Server.running}
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failure shows what the servers wrote meanwhile."""
    report = yield
    if report.failed:
        for one in Server.running:
            written = one.log.exists() and one.log.read_bytes()[item.stash.get(LOGS, {}).get(one.log, 0):]
            if written:
                report.sections.append((f"log of the {one.engine} server", written.decode(errors="replace")[-6000:]))
    return report
