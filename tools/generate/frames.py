def build() -> dict[str, bytes]:
    return {}
