"""The tool as a Django form: the same fields with the same checks, one class made at start."""

from django import forms

from app.practice import Band, Hand, Kind, read_tools
from app.practice.tool import FOLDER

TOOL = read_tools(FOLDER)["three-houses"]


def fields_of_a_question(question):
    longest = 10_000 if question.kind is Kind.LINES else None
    yield question.key, forms.CharField(required=False, max_length=longest, strip=False, widget=forms.Textarea)
    yield f"{question.key}-prompt", forms.CharField(required=False, widget=forms.HiddenInput)
    for name in ("id", "replaces", "out"):
        yield f"{question.key}-{name}", forms.UUIDField(required=False, widget=forms.HiddenInput)


class SittingForm(forms.Form):
    entry = forms.UUIDField(required=False, widget=forms.HiddenInput)
    document = forms.UUIDField(widget=forms.HiddenInput)
    language = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    band = forms.ChoiceField(choices=[(band.value, band.value) for band in Band])
    hand = forms.ChoiceField(choices=[(hand.value, hand.value) for hand in Hand])
    finished = forms.CharField(required=False, widget=forms.HiddenInput)


ThreeHouses = type(
    "ThreeHouses",
    (SittingForm,),
    {name: field for question in TOOL.questions for name, field in fields_of_a_question(question)},
)
