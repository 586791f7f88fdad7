"""A real picture for transcripts: what Telegram takes as a photo, and gives to the bot as one."""

import struct

SIZE = (1280, 960)  # as phones send photos


def grey(width: int, height: int) -> bytes:
    """A baseline JPEG of one grey: every block of 8 × 8 is as bright as the one before, which
    takes two bits of zero."""
    blocks = -(-width // 8) * -(-height // 8)
    only_zero = bytes([1, *[0] * 15, 0])  # a Huffman table with one code, «0», for the value 0
    frame = struct.pack(">BHHB", 8, height, width, 1) + bytes([1, 0x11, 0])
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xDB, bytes([0]) + bytes([1] * 64)),
            _segment(0xC0, frame),
            _segment(0xC4, bytes([0x00]) + only_zero),
            _segment(0xC4, bytes([0x10]) + only_zero),
            _segment(0xDA, bytes([1, 1, 0x00, 0, 63, 0])),
            bytes(blocks // 4),
            bytes([0xFF >> 2 * (blocks % 4)]) if blocks % 4 else b"",
            b"\xff\xd9",
        )
    )


def _segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


PICTURE = grey(*SIZE)
