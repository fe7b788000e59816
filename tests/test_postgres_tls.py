"""The line to PostgreSQL is encrypted and the server is who it says it is – where the URL asks for it."""

import os
import pathlib
import shutil
import subprocess

import pytest

from servers import free_port, Server, until
from support import Network


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory):
    """A PostgreSQL that takes encrypted connections only: its port, and the certificate that signs for it."""
    bins = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
    if not bins or not shutil.which("openssl"):
        pytest.skip("no PostgreSQL or no openssl here")
    folder = tmp_path_factory.mktemp("tls")
    for parent in [folder, *folder.parents]:
        if str(parent).startswith("/tmp/"):
            parent.chmod(0o755)
    data, port = folder / "data", free_port()
    data.mkdir()
    run = []
    if os.getuid() == 0:
        subprocess.run(["chown", "postgres", str(data)], check=True)
        run = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    for name in ("server", "other"):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(folder / f"{name}.key"),
             "-out", str(folder / f"{name}.crt")], check=True, capture_output=True)
    subprocess.run([*run, str(bins[-1] / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "--lc-collate=C",
                    "--lc-ctype=C.UTF-8", "--encoding=UTF8", "--no-sync"], check=True, capture_output=True)
    for name in ("server.key", "server.crt"):
        shutil.copy(folder / name, data / name)
        os.chmod(data / name, 0o600)
        if run:
            shutil.chown(data / name, "postgres")
    (data / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 trust\n")
    process = subprocess.Popen(
        [*run, str(bins[-1] / "postgres"), "-D", str(data), "-p", str(port), "-c", "ssl=on", "-c", "listen_addresses=127.0.0.1",
         "-c", f"unix_socket_directories={data}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"postgres://postgres@localhost:{port}/postgres"
    until(lambda: subprocess.run(
        ["psql", f"{base}?sslmode=require", "-qc", "SELECT 1"], capture_output=True).returncode == 0, "PostgreSQL")
    yield base, folder
    process.terminate()
    process.wait(20)


def test_a_server_that_proves_who_it_is(encrypted, engine, tmp_path):
    if engine != "postgres":
        pytest.skip("a file has no line")
    base, folder = encrypted
    server = Server("postgres", tmp_path / "node", storage=f"{base}?sslmode=verify-full&sslrootcert={folder}/server.crt")
    try:
        server.start()
        net = Network(server)
        net.need()
        assert "ok   nobody on the way can read along" in server.weft("doctor", status=None).stdout
    finally:
        server.clear()


def test_a_store_elsewhere_that_need_not_prove_itself_is_not_served(tmp_path):
    server = Server("sqlite", tmp_path / "node")
    for url in ("postgres://weft@192.0.2.7/weft", "postgres://weft@192.0.2.7/weft?sslmode=require"):
        said = server.weft("serve", "--port", "0", "--storage", url, status=1).stderr
        assert "sslmode=verify-full" in said and "WEFT_STORAGE_LINE=trusted" in said, said


@pytest.mark.parametrize("how", [
    "sslmode=disable", "sslmode=verify-full&sslrootcert={folder}/other.crt", "sslmode=verify-full&sslrootcert=/nothing",
])
def test_any_other_is_refused_with_the_reason(encrypted, engine, tmp_path, how):
    if engine != "postgres":
        pytest.skip("a file has no line")
    base, folder = encrypted
    server = Server("postgres", tmp_path / "node", storage=f"{base}?{how.format(folder=folder)}")
    said = server.weft("doctor", status=1).stderr
    assert "not available" in said and ("encrypt" in said or "certificate" in said), said
