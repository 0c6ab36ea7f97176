"""The view that is measured: signed in, allowed, token checked, form checked, everything kept in one transaction."""

import json
from hashlib import sha256
from uuid import NAMESPACE_OID, uuid4, uuid5

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import gettext

from app.practice import Band

from .forms import TOOL, ThreeHouses
from .models import Document, Entry, Item, Journal, Member

START = "0" * 64


@login_required
def fill(request, family, member):
    about = get_object_or_404(writable(request.user), id=member, family=family)
    form = ThreeHouses(request.POST or None)
    if form.is_valid():
        keep(request, form.cleaned_data, about)
        messages.success(request, gettext("Sent"))
        return HttpResponseRedirect(f"/families/{family}/members/{member}", status=303)
    return render(request, "fill.html", {"form": form, "child": about}, status=400 if form.is_bound else 200)


def writable(user):
    """Whom this person may write about: the rule of our policy.csv, as our permissions ask it."""
    places = Member.objects.filter(user=user, left_at=None)
    allowed = Q(family__in=places.filter(role="worker").values("family")) | Q(id__in=places.filter(role="child"))
    return Member.objects.select_related("family").filter(allowed, left_at=None)


@transaction.atomic
def keep(request, data, member):
    fields = sorted(pair for pair in request.POST.items() if pair[0] != "csrfmiddlewaretoken")
    digest = sha256(repr(fields).encode()).hexdigest()
    id = data["entry"] or uuid4()
    if Entry.objects.filter(id=id).exists():
        return
    document, _new = Document.objects.get_or_create(
        id=data["document"], defaults={"family": member.family, "member": member, "tool": "three-houses"}
    )
    entry = Entry.objects.create(id=id, document=document, author=request.user, digest=digest, complete=True)
    Item.objects.bulk_create(items(data, entry))
    note(member.family, request.user, "wrote", entry)


def items(data, entry):
    band, place = Band(data["band"]), 0
    for question in TOOL.questions:
        for line in [line for line in data[question.key].splitlines() if line.strip()]:
            yield Item(
                id=uuid5(NAMESPACE_OID, f"{entry.id}/{question.key}/{place}"),
                entry=entry,
                document=entry.document,
                place=place,
                question=question.key,
                kind=question.kind.value,
                content=line,
                prompt=data[f"{question.key}-prompt"] or gettext(question.asked(band)),
                band=band.value,
                language=data["language"],
                hand=data["hand"],
            )
            place += 1


def note(family, user, act, thing):
    last = Journal.objects.filter(family=family).order_by("-number").first()
    line = Journal(
        family=family,
        number=last.number + 1 if last else 1,
        user=user,
        act=act,
        thing=type(thing).__name__.lower(),
        thing_id=str(thing.pk),
        at=now(),
    )
    told = [last.digest if last else START, str(family.pk), line.number, str(user.pk), act, line.thing, line.thing_id]
    line.digest = sha256(json.dumps([*told, round(line.at.timestamp() * 1000)]).encode()).hexdigest()
    line.save(force_insert=True)
