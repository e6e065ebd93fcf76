"""A list to choose from, written directly: Django's own template includes a file for each option, 50 µs apiece."""

from collections.abc import Iterable
from typing import Any

from django.forms import Select
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


class QuickSelect(Select):
    """Shows the choices of a list as Django would, faster."""

    def __init__(self, like: Select) -> None:
        super().__init__(like.attrs)
        self.choices = like.choices
        self.is_required = like.is_required

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Write the list; what is chosen by nobody is not marked."""
        chosen = {str(one) for one in self.format_value(value)}
        head = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return mark_safe(f"<select{head}>{''.join(_lines(self.choices, chosen))}</select>")


def _lines(choices: Iterable[Any], chosen: set[str]) -> Iterable[str]:
    for key, text in choices:
        if isinstance(text, list | tuple):
            yield f'<optgroup label="{conditional_escape(key)}">{"".join(_lines(text, chosen))}</optgroup>'
        else:
            value = "" if key is None else str(key)
            mark = " selected" if value in chosen else ""
            yield f'<option value="{conditional_escape(value)}"{mark}>{conditional_escape(text)}</option>'
