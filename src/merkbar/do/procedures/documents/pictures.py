"""Images out of documents: which are carried."""

from merkbar.ground.files.pictures import LARGEST, MOST_PIXELS, ending_of, pixels

__all__ = ["LARGEST", "MOST_PIXELS", "ending_of", "pixels", "refusal"]


def refusal(data: bytes) -> str:
    """Say why an image is not carried; '' when it is."""
    if len(data) > LARGEST:
        return f"er på {len(data) // 1_000_000} MB. Høyst {LARGEST // 1_000_000} MB kan tas med."
    if not ending_of(data):
        return "er i et format som nettlesere ikke viser. Lagre det som PNG eller JPEG."
    if pixels(data) > MOST_PIXELS:
        return f"har {pixels(data) // 1_000_000} millioner bildepunkter. Høyst {MOST_PIXELS // 1_000_000} kan tas med."
    return ""
