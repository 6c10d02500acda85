"""Publishes a test picture and a tone over WHIP (RFC 9725) with GStreamer's webrtcbin.

  whip_publish.py URL TOKEN

One JSON line each: {"created": LOCATION}, {"state": WORD} as the connection changes, and after a line on
stdin {"deleted": STATUS}, the end.
"""

import json
import sys
import threading
import urllib.parse
import urllib.request

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

PIPELINE = """
webrtcbin name=peer bundle-policy=max-bundle
videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=180,framerate=15/1
  ! vp8enc deadline=1 keyframe-max-dist=30 ! rtpvp8pay picture-id-mode=15-bit
  ! application/x-rtp,media=video,encoding-name=VP8,payload=96 ! peer.
audiotestsrc is-live=true wave=ticks ! audioconvert ! opusenc ! rtpopuspay
  ! application/x-rtp,media=audio,encoding-name=OPUS,payload=97 ! peer.
"""


def tell(**fields) -> None:
    print(json.dumps(fields), flush=True)


class Publisher:
    def __init__(self, url: str, token: str, loop: GLib.MainLoop):
        self.url, self.loop = url, loop
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/sdp"}
        self.location = ""
        self.pipeline = Gst.parse_launch(PIPELINE)
        self.peer = self.pipeline.get_by_name("peer")
        self.peer.connect("on-negotiation-needed", lambda _: self.offer())
        self.peer.connect("notify::ice-gathering-state", lambda *_: self.gathered())
        self.peer.connect("notify::connection-state", lambda *_: self.state_changed())
        for index in range(2):
            transceiver = self.peer.emit("get-transceiver", index)
            transceiver.set_property("direction", GstWebRTC.WebRTCRTPTransceiverDirection.SENDONLY)
        self.pipeline.set_state(Gst.State.PLAYING)

    def offer(self) -> None:
        self.peer.emit("create-offer", None, Gst.Promise.new_with_change_func(self.offered))

    def offered(self, promise: Gst.Promise) -> None:
        promise.wait()
        reply = promise.get_reply()  # kept while its offer is in use
        offer = reply.get_value("offer")
        self.peer.emit("set-local-description", offer, None)

    def gathered(self) -> None:
        if self.peer.props.ice_gathering_state == GstWebRTC.WebRTCICEGatheringState.COMPLETE:
            GLib.idle_add(self.exchange)

    def exchange(self) -> bool:
        sdp = self.peer.props.local_description.sdp.as_text()
        request = urllib.request.Request(self.url, sdp.encode(), self.headers, method="POST")
        with urllib.request.urlopen(request, timeout=20) as answer:
            self.location = urllib.parse.urljoin(self.url, answer.headers["Location"])
            text = answer.read().decode()
        _, message = GstSdp.SDPMessage.new_from_text(text)
        kind = GstWebRTC.WebRTCSDPType.ANSWER
        description = GstWebRTC.WebRTCSessionDescription.new(kind, message)
        self.peer.emit("set-remote-description", description, None)
        tell(created=self.location)
        return False

    def state_changed(self) -> None:
        tell(state=self.peer.props.connection_state.value_nick)

    def delete(self) -> bool:
        request = urllib.request.Request(self.location, headers=self.headers, method="DELETE")
        with urllib.request.urlopen(request, timeout=20) as answer:
            tell(deleted=answer.status)
        self.pipeline.set_state(Gst.State.NULL)
        self.loop.quit()
        return False


def main() -> None:
    Gst.init(None)
    loop = GLib.MainLoop()
    publisher = Publisher(sys.argv[1], sys.argv[2], loop)

    def wait_for_line() -> None:
        sys.stdin.readline()
        GLib.idle_add(publisher.delete)

    threading.Thread(target=wait_for_line, daemon=True).start()
    loop.run()


main()
