"""What is known of countries and goods: indices, lists and country chapters, each with its edition and licence.

`tables.py` reads tables by country, `goods.py` and `assessments.py` the US Department of Labor's files, `shipped.py`
the list of goods that comes with hria; `reading.py` is the way in. `commodities.py` knows the goods that products are
made of, `profile.py` puts together what is known of a country.
"""

from hria.context.reading import ContextRead, read_context, recognised_as_context

__all__ = ["ContextRead", "read_context", "recognised_as_context"]
