"""The only way between JSON and API types: decode reports every fault, encode writes what the wire has."""

from tutor.api.codec.faults import Decoded, Fault, refusal
from tutor.api.codec.read import decode, decode_part
from tutor.api.codec.write import encode, encode_part

__all__ = ["Decoded", "Fault", "decode", "decode_part", "encode", "encode_part", "refusal"]
