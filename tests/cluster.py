"""Several nodes behind a proxy, and a PostgreSQL that changes hands: the files of deploy/ at work on loopback."""

from __future__ import annotations

import os
import pathlib
import shutil
import signal
import socket
import subprocess

import requests

from servers import free_port, Server, until

DEPLOY = pathlib.Path(__file__).resolve().parent.parent / "deploy"
PASSWORD = "only-for-tests"


def missing():
    """The programs that are not here."""
    return [name for name in ("haproxy", "patroni", "etcd") if not (shutil.which(name) or shutil.which(f"/usr/sbin/{name}"))]


class Proxy:
    """HAProxy with deploy/haproxy.cfg."""

    def __init__(self, folder, nodes, stores=()):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port, self.store_port = free_port(), free_port()
        nobody = ["127.0.0.1:1"] * 3
        nodes = [f"127.0.0.1:{port}" for port in nodes]
        stores = [*stores, ("127.0.0.1:1", 1), ("127.0.0.1:1", 1)]
        self.environment = {
            **os.environ, "HAPROXY_SOCKET": str(self.folder / "admin.sock"), "WEFT_FRONT": f"127.0.0.1:{self.port}",
            "WEFT_ERROR_PAGE": str(DEPLOY / "503.http"),
            "WEFT_STORE": f"127.0.0.1:{self.store_port}",
            **{f"WEFT_NODE_{number}": node for number, node in enumerate([*nodes, *nobody][:3], 1)},
            **{f"POSTGRES_{number}": store[0] for number, store in enumerate(stores[:2], 1)},
            **{f"PATRONI_{number}": str(store[1]) for number, store in enumerate(stores[:2], 1)},
        }
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        with (self.folder / "proxy.log").open("ab") as log:
            self.process = subprocess.Popen(
                ["/usr/sbin/haproxy", "-db", "-f", str(DEPLOY / "haproxy.cfg")], env=self.environment, stdout=log,
                stderr=subprocess.STDOUT, cwd=self.folder)
        until(lambda: opens(self.port), "the proxy to start")
        return self

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(15)


def opens(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Host:
    """One PostgreSQL under Patroni, with a folder and ports of its own."""

    def __init__(self, name, folder, etcd):
        self.name, self.folder = name, pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.port, self.rest = free_port(), free_port()
        bins = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("PG")},
            "HOME": str(self.folder), "PATRONI_NAME": name,
            "PATRONI_RESTAPI_LISTEN": f"127.0.0.1:{self.rest}", "PATRONI_RESTAPI_CONNECT_ADDRESS": f"127.0.0.1:{self.rest}",
            "PATRONI_POSTGRESQL_LISTEN": f"127.0.0.1:{self.port}",
            "PATRONI_POSTGRESQL_CONNECT_ADDRESS": f"127.0.0.1:{self.port}",
            "PATRONI_POSTGRESQL_DATA_DIR": str(self.folder / "data"), "PATRONI_POSTGRESQL_BIN_DIR": str(bins),
            "PATRONI_POSTGRESQL_PGPASS": str(self.folder / "pgpass"), "PATRONI_ETCD3_HOSTS": etcd,
            "PATRONI_SUPERUSER_USERNAME": "postgres", "PATRONI_SUPERUSER_PASSWORD": PASSWORD,
            "PATRONI_REPLICATION_USERNAME": "standby", "PATRONI_REPLICATION_PASSWORD": PASSWORD,
        }
        # PostgreSQL refuses to run as root.
        self.as_postgres = []
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "postgres", str(self.folder)], check=True)
            self.as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self.process = None

    def start(self):
        with (self.folder / "patroni.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self.as_postgres, "/usr/bin/patroni", str(self.folder / "patroni.yml")], env=self.environment,
                stdout=log, stderr=subprocess.STDOUT, cwd=self.folder, start_new_session=True)
        return self

    def write_configuration(self):
        """The file of deploy/, with a socket folder of this host's own."""
        text = (DEPLOY / "patroni.yml").read_text(encoding="utf-8")
        text += f"    unix_socket_directories: {self.folder}\n"
        (self.folder / "patroni.yml").write_text(text, encoding="utf-8")

    def is_role(self, role):
        try:
            return requests.get(f"http://127.0.0.1:{self.rest}/{role}", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def lose(self):
        """As if the machine were gone: everything of it ends at once, nothing is said."""
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(self.process.pid, signal.SIGKILL)
        for pid in [postmaster, *children(postmaster)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        pid = self.folder / "data" / "postmaster.pid"
        if pid.exists():
            try:
                os.kill(int(pid.read_text().split()[0]), signal.SIGQUIT)
            except (ProcessLookupError, ValueError):
                pass


def children(parent):
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(entry.name))
        except (OSError, ValueError):
            continue
    return found


class Cluster:
    """etcd, two PostgreSQL hosts, HAProxy, and nodes of weft in front."""

    def __init__(self, folder, nodes=2):
        self.folder = pathlib.Path(folder)
        # Its postmasters are not root's: they must be able to walk in.
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        self.etcd_port, self.peer_port = free_port(), free_port()
        self.etcd = None
        self.hosts = [Host(name, self.folder / name, f"127.0.0.1:{self.etcd_port}") for name in ("pg1", "pg2")]
        self.node_ports = [free_port() for _ in range(nodes)]
        self.proxy = Proxy(
            self.folder / "proxy", self.node_ports, [(f"127.0.0.1:{host.port}", host.rest) for host in self.hosts])
        self.storage = f"postgres://postgres:{PASSWORD}@127.0.0.1:{self.proxy.store_port}/postgres"
        self.nodes: list[Server] = []

    def start(self):
        with (self.folder / "etcd.log").open("ab") as log:
            self.etcd = subprocess.Popen(
                ["etcd", "--data-dir", str(self.folder / "etcd"), "--unsafe-no-fsync=true",
                 "--listen-client-urls", f"http://127.0.0.1:{self.etcd_port}",
                 "--advertise-client-urls", f"http://127.0.0.1:{self.etcd_port}",
                 "--listen-peer-urls", f"http://127.0.0.1:{self.peer_port}",
                 "--initial-advertise-peer-urls", f"http://127.0.0.1:{self.peer_port}",
                 "--initial-cluster", f"default=http://127.0.0.1:{self.peer_port}"],
                stdout=log, stderr=subprocess.STDOUT)
        until(lambda: opens(self.etcd_port), "etcd to start")
        for host in self.hosts:
            host.write_configuration()
        self.hosts[0].start()
        until(lambda: self.hosts[0].is_role("primary"), "the first PostgreSQL", 90)
        self.hosts[1].start()
        until(lambda: self.hosts[1].is_role("sync"), "the synchronous standby", 120)
        self.proxy.start()
        until(self.answers, "the store behind the proxy", 30)
        for number, port in enumerate(self.node_ports):
            node = Server("postgres", self.folder / f"node{number}", storage=self.storage)
            node.environment["WEFT_MASTER_KEY_FILE"] = str(self.folder / "master.key")
            self.nodes.append(node.start(port))
        until(lambda: ready(self.proxy.url), "the nodes behind the proxy", 30)
        return self

    @property
    def primary(self):
        return next((host for host in self.hosts if host.is_role("primary")), None)

    def answers(self):
        return self.psql("SELECT 1", check=False).returncode == 0

    def psql(self, statement, check=True):
        done = subprocess.run(
            ["psql", self.storage, "-qXAt", "-v", "ON_ERROR_STOP=1", "-c", statement], capture_output=True, text=True,
            timeout=60)
        assert not check or done.returncode == 0, done.stderr
        return done

    def rows(self, sql):
        """Rows of the storage as the checks of a fire read them."""
        text = self.psql(f"COPY ({sql}) TO STDOUT").stdout
        return [line.split("\t") for line in text.splitlines()]

    def logs(self):
        """The last words of each part, for when something went wrong."""
        return "\n".join(
            f"--- {path}\n{path.read_text(errors='replace')[-3000:]}" for path in sorted(self.folder.rglob("*.log")))

    def clear(self):
        for node in self.nodes:
            node.clear()
        self.proxy.stop()
        for host in self.hosts:
            host.stop()
        if self.etcd:
            self.etcd.terminate()
            self.etcd.wait(15)


def ready(url):
    try:
        return requests.get(f"{url}/readyz", timeout=60).status_code == 200
    except requests.RequestException:
        return False

