"""The controls of a form, written directly: Django's own way renders a template a control and an option, 50–300 µs apiece."""

from collections.abc import Iterable
from typing import Any

from django.forms import NumberInput, Select, Textarea, TextInput, Widget
from django.forms.utils import flatatt
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe


def control(widget: Widget, name: str, value: Any, attrs: dict[str, Any]) -> SafeString | None:
    """Write a list, a line or a text area as Django would; None for what is left to Django."""
    attrs = {"name": name, **widget.attrs, **attrs}
    if type(widget) is Select:
        chosen = {str(one) for one in widget.format_value(value)}
        return mark_safe(f"<select{flatatt(attrs)}>{''.join(_lines(widget.choices, chosen))}</select>")
    shown = "" if (formatted := widget.format_value(value)) is None else conditional_escape(formatted)
    if type(widget) is Textarea:
        return mark_safe(f"<textarea{flatatt(attrs)}>\n{shown}</textarea>")
    if type(widget) in {TextInput, NumberInput}:
        typed = f' value="{shown}"' if shown else ""
        return mark_safe(f'<input type="{widget.input_type}"{flatatt(attrs)}{typed}>')  # type: ignore[attr-defined]
    return None


def _lines(choices: Iterable[Any], chosen: set[str]) -> Iterable[str]:
    for key, text in choices:
        if isinstance(text, list | tuple):
            yield f'<optgroup label="{conditional_escape(key)}">{"".join(_lines(text, chosen))}</optgroup>'
        else:
            value = "" if key is None else str(key)
            mark = " selected" if value in chosen else ""
            yield f'<option value="{conditional_escape(value)}"{mark}>{conditional_escape(text)}</option>'
