"""Makes the peer's database, with a worker and as many families as ours has, and prints how to sign in as her."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.django_peer.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from .models import Family, Member  # noqa: E402


@transaction.atomic
def child(worker: User, number: int) -> Member:
    family = Family.objects.create(name=f"Family {number}")
    Member.objects.create(family=family, user=worker, role="worker", name="Maria")
    return Member.objects.create(family=family, role="child", name=f"Child {number}")


call_command("migrate", run_syncdb=True, verbosity=0)
maria = User.objects.create_user("maria")
children = [child(maria, number) for number in range(int(sys.argv[1]))]
browser = Client(headers={"host": "localhost"})
browser.force_login(maria)
paths = [f"/families/{child.family_id}/members/{child.id}/tools/three-houses" for child in children]
page = browser.get(paths[0]).content.decode()
token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
print(json.dumps({"paths": paths, "token": token, "cookies": cookies}))  # noqa: T201
