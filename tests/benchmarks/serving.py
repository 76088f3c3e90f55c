"""A loopback server that compresses as static hosts do, and counts what it sends."""

from __future__ import annotations

import gzip
import http.server
import threading
from pathlib import Path

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".css": "text/css"}


class Server:
    """Serves `folder` on loopback; `sent` is the number of compressed bytes since it was last set to 0."""

    def __init__(self, folder: Path) -> None:
        self.sent = 0
        self.requests = 0
        packed: dict[Path, bytes] = {}
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body in one segment: else the body waits 40 ms for the browser's acknowledgment
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                path = folder / self.path.split("?")[0].lstrip("/")
                if not path.is_file():
                    self.send_error(404)
                    return
                if path not in packed:
                    packed[path] = gzip.compress(path.read_bytes(), 9)
                self.send_response(200)
                self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(packed[path])))
                self.end_headers()
                self.wfile.write(packed[path])
                outer.sent += len(packed[path])
                outer.requests += 1

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def close(self) -> None:
        """Stops serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
