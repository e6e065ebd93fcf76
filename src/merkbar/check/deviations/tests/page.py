"""The case page as a browser has it: what stands in its fields, typed over and sent with one of its buttons."""

import html5lib

from merkbar.check.deviations.tests.factories import address, text_of


def fields(response):
    """Everything the form around the steps would send: {name: value or list of values}."""
    tree = html5lib.parse(text_of(response), namespaceHTMLElements=False)
    (form,) = [element for element in tree.iter("form") if element.get("id") == "steg"]
    found = {}
    for element in form.iter():
        if element.tag not in {"input", "select", "textarea"} or not element.get("name"):
            continue
        if element.get("type") in {"radio", "checkbox"} and element.get("checked") is None:
            continue
        value = _value(element)
        found.setdefault(element.get("name"), []).append(value)
    return found


def _value(element):
    if element.tag == "textarea":
        return (element.text or "").removeprefix("\n").replace("\n", "\r\n")
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return chosen[0].get("value")
    return element.get("value") or ""


def press(client, case, step, page=None, **typed):
    """Type over what stands on the page and press the button of a step."""
    page = page if page is not None else client.get(address(case))
    return client.post(address(case, f"{step}/"), {**fields(page), **typed})
