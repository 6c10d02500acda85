"""Receives over WHEP with aiortc.

  whep_receive.py URL TOKEN VIDEO_SECTIONS

One JSON line each: {"created": LOCATION}, {"state": WORD}, several times a second {"frames": [N…],
"changes": [N…], "sound": N} (decoded frames and changes of their pixels per section, sound frames), and
after a line on stdin {"deleted": STATUS}, the end.
"""

import asyncio
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
import zlib

import aiortc.codecs
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

# aiortc gives id 2 to one extension of sound and to another of pictures; in one BUNDLE group an id has one
# meaning (RFC 9143, section 9.2), and the server refuses such an offer.
for extension in aiortc.codecs.HEADER_EXTENSIONS["audio"]:
    if extension.uri.endswith("ssrc-audio-level"):
        extension.id = 3


def tell(**fields) -> None:
    print(json.dumps(fields), flush=True)


def call(method: str, url: str, token: str, body: str | None = None):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/sdp"}
    data = body.encode() if body is not None else None
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        sys.exit(f"{method} answered {error.code}: {error.read().decode()}")


class Receiver:
    def __init__(self, sections: int):
        self.frames, self.changes, self.sound = [0] * sections, [0] * sections, 0
        self.peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.peer.on("connectionstatechange", lambda: tell(state=self.peer.connectionState))
        for kind in ["video"] * sections + ["audio"]:
            self.peer.addTransceiver(kind, direction="recvonly")

    def watch_all(self) -> None:
        """Once the answer is there: before that aiortc has no tracks."""
        *pictures, sound = [section.receiver.track for section in self.peer.getTransceivers()]
        for index, track in enumerate(pictures):
            asyncio.ensure_future(self.watch(index, track))
        asyncio.ensure_future(self.listen(sound))

    async def watch(self, index: int, track) -> None:
        last = 0
        while frame := await self.next(track):
            pixels = zlib.crc32(bytes(frame.planes[0]))
            self.frames[index] += 1
            self.changes[index] += pixels != last
            last = pixels

    async def listen(self, track) -> None:
        while await self.next(track):
            self.sound += 1

    @staticmethod
    async def next(track):
        try:
            return await track.recv()
        except MediaStreamError:
            return None  # the connection is closed

    async def report(self) -> None:
        while True:
            await asyncio.sleep(0.2)
            tell(frames=self.frames, changes=self.changes, sound=self.sound)
            await self.ask_for_key_frames()

    async def ask_for_key_frames(self) -> None:
        """What browsers do while they can decode nothing; aiortc never does by itself."""
        *pictures, _ = [section.receiver for section in self.peer.getTransceivers()]
        for frames, receiver in zip(self.frames, pictures):
            if frames == 0:
                for stream in receiver.getSynchronizationSources():
                    await receiver._send_rtcp_pli(stream.source)


async def main() -> None:
    url, token, sections = sys.argv[1], sys.argv[2], int(sys.argv[3])
    receiver = Receiver(sections)
    await receiver.peer.setLocalDescription(await receiver.peer.createOffer())
    _, headers, answer = call("POST", url, token, receiver.peer.localDescription.sdp)
    location = urllib.parse.urljoin(url, headers["Location"])
    await receiver.peer.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    receiver.watch_all()
    tell(created=location)
    reports = asyncio.ensure_future(receiver.report())
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    reports.cancel()
    status, _, _ = call("DELETE", location, token)
    await receiver.peer.close()
    tell(deleted=status)


asyncio.run(main())
