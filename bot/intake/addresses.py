"""Who sends a request: addresses and networks, and the way through trusted proxies."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Networks = tuple[Network, ...]


def read_networks(text: str) -> Networks:
    """«185.71.76.0/27, 77.75.156.11»; ValueError that names what can't be read."""
    found = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        try:
            found.append(ip_network(part))
        except ValueError:
            raise ValueError(
                f"«{part}» is not an address or a network like 185.71.76.0/27"
            ) from None
    return tuple(found)


# Where YooKassa's notifications come from (yookassa.ru/developers/using-api/webhooks).
YOOKASSA = read_networks(
    "185.71.76.0/27, 185.71.77.0/27, 77.75.153.0/25, 77.75.156.11, 77.75.156.35, "
    "77.75.154.128/25, 2a02:5180::/32"
)
HERE = (ip_address("127.0.0.1"), ip_address("::1"))


def within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


@dataclass(frozen=True, kw_only=True)
class Senders:
    """`allowed` may send; `proxies` are believed when they say for whom they do."""

    allowed: Networks
    proxies: Networks = ()

    @property
    def here(self) -> bool:
        """Is anybody on this machine believed, the bank or a proxy?"""
        return any(within(address, (*self.allowed, *self.proxies)) for address in HERE)

    def admits(self, peer: str | None, forwarded: Iterable[str]) -> bool:
        """May a request come from here? `peer` is the address at the other end of the
        connection, `forwarded` the X-Forwarded-For headers in their order.

        Each proxy adds on the right whom it has heard, so what stands left of the first address
        that isn't a trusted proxy may be made up.
        """
        said = [one for header in forwarded for one in header.split(",")]
        try:
            sender = _address(peer or "")
            while said and within(sender, self.proxies):
                sender = _address(said.pop())
        except ValueError:
            return False
        return within(sender, self.allowed)


def _address(text: str) -> Address:
    found = ip_address(text.strip())
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        return found.ipv4_mapped  # ::ffff:185.71.76.1, on a socket of both families
    return found
