"""Who was given or taken which post: one `Appointment` a person, act and post, in the order of the text.

Reads sentences (任命…为…; 免去…的…职务; 免去其…; …任…，不再担任…) and lists under 任命： and 免去：. A post that cannot be
told from its organization, or a person who cannot be told, is recorded with `doubt`; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from build_tools.extract.appointment_forms import (
    GAP,
    Action,
    Clause,
    actions,
    any_verb,
    find_clauses,
    listed,
    not_persons,
    notice_verbs,
    part,
)
from build_tools.extract.issuer import Home, home_of, place_prefix
from build_tools.extract.passages import Passage, passages
from build_tools.extract.person_names import split_run_on
from build_tools.extract.posts import offices, split_post
from build_tools.language.dates import read_date
from build_tools.model.document import Document
from build_tools.model.facts import Appointment
from build_tools.model.text import SourceText


class Act(NamedTuple):
    """One person and post as read from text[start:end]."""

    start: int
    end: int
    person: str
    action: Action
    organization: str
    post: str
    concurrent: bool
    doubt: str | None = None


_HEAD = re.compile(
    r"(任命|任职|聘任|续聘|免去|免除|免职|解聘|撤销|接受|批准)(?:名单|下列同志|以下同志|下列人员|以下人员)?\s*[：:]?\s*$"
)
_NOTICE = re.compile(r"任免|任命|任职|免职|免去|聘任|解聘|人事")


def _people(names: str) -> list[str]:
    names = re.sub(r"\s*等\s*[0-9一二三四五六七八九十]{1,3}(?:名?同志|人|名|位)$", "", names)
    names = re.sub(part("sex"), "", names)
    names = GAP.sub("、", names)
    people = (re.sub(r"\s+", "", part) for part in re.split(r"[、，]|和(?=[\u4e00-\u9fa5]{2,4}(?:、|$))", names))
    return [person for person in people if person and not person.startswith(not_persons())]


class _Told:
    """What has been read of a text so far: the acts, and of whom and what it speaks."""

    def __init__(self, text: str, notice: bool) -> None:
        self.text, self.notice = text, notice
        self.acts: list[Act] = []
        self.people: list[str] = []
        self.action: Action = "任命"

    def is_same(self, clause: Clause) -> bool:
        """Whether the clause stands in the sentence of the last act."""
        return bool(self.acts) and not re.search("[。\n]", self.text[self.acts[-1].end : clause.start])

    def take(self, clause: Clause, said: Said) -> None:
        """Notes what the clause says."""
        self.people, self.action = said.people, said.action
        if said.titles is not None:
            self.acts += _acts(clause.start, clause.end, said.people, said.action, said.titles, said.concurrent)


class Said(NamedTuple):
    """What a clause says. `titles`: the posts as printed; None where it only tells of whom the text goes on to speak."""

    people: list[str]
    action: Action
    titles: str | None
    concurrent: bool = False


def acts(text: str, notice: bool = False) -> list[Act]:
    """All acts that the sentences of `text` decide, in order. In a `notice` of appointments 张三任… needs no verb before it."""
    if not any_verb().search(text):
        return []
    told = _Told(text, notice)
    for clause in find_clauses(text):
        said = _READERS[clause.form](clause, told)
        if said is not None:
            told.take(clause, said)
    return told.acts


def _appointed(clause: Clause, told: _Told) -> Said | None:
    if clause.said("verb") in notice_verbs() and not told.notice:
        return None
    return Said(_people(clause.said("people")), "任命", clause.said("post"), "兼" in clause.said("link"))


def _decided(clause: Clause, told: _Told) -> Said | None:
    if not told.notice and not told.is_same(clause):
        return None
    post = clause.said("post")
    return Said(_people(clause.said("people")), "任命", _acting(post) if clause.said("link") == "代理" else post)


def _removed(clause: Clause, told: _Told) -> Said | None:
    named, post = clause.said("people"), clause.said("post")
    if not named and not told.is_same(clause):
        return None
    if named in ("其", ""):
        return Said(told.people, "免去", post)
    people, post = (clause.run_on and split_run_on(named + post)) or (_people(named), post)
    return Said(people, "免去", post)


def _removed_run_on(clause: Clause, told: _Told) -> Said | None:
    apart = split_run_on(clause.said("people_and_post")) if told.notice else None
    return Said(apart[0], "免去", apart[1]) if apart else None


def _resigned(clause: Clause, told: _Told) -> Said | None:
    named = clause.said("people")
    return Said(told.people if named == "其" else _people(named), "免去", clause.said("post"))


def _leaves(clause: Clause, told: _Told) -> Said | None:
    return Said(_people(clause.said("people")), told.action, None)


def _holds_too(clause: Clause, told: _Told) -> Said | None:
    if not told.is_same(clause) or told.action != "任命":
        return None
    return Said(told.people, "任命", clause.said("post"), concurrent=True)


def _holds_no_more(clause: Clause, told: _Told) -> Said | None:
    if named := clause.said("people"):
        return Said(_people(named), "免去", clause.said("post"))
    if not told.is_same(clause):
        return None
    return Said(told.people, "免去", clause.said("post"), "兼" in clause.said("link"))


def _released(clause: Clause, _: _Told) -> Said | None:
    return Said(_people(clause.said("people")), "免去", clause.said("post"))


def _takes_office(clause: Clause, told: _Told) -> Said | None:
    if not told.notice and not told.is_same(clause):  # who heads an office of a leading group is no appointment
        return None
    people, link, post = _people(clause.said("people")), clause.said("link"), clause.said("post")
    if link == "代理":
        post = _acting(re.sub("职务$", "", post))
    return Said(people, "任命", post if people else None, "兼" in link)  # 以上同志任职时间从…


def _next_person(clause: Clause, told: _Told) -> Said | None:
    people, link, post = clause.said("people"), clause.said("link"), clause.said("post")
    if not told.acts and told.notice and link != "的" and all(o[1] for o in offices(post)):
        return Said(_people(people), "任命", post, "兼" in link)
    if told.is_same(clause) and (link == "的") == (told.action == "免去"):
        return Said(_people(people), told.action, post)
    return None


def _next_office(clause: Clause, told: _Told) -> Said | None:
    close = told.is_same(clause) and told.acts[-1].end + 1 == clause.start
    return Said(told.people, told.action, clause.said("post")) if close and _is_offices(clause.said("post")) else None


_READERS: dict[str, Callable[[Clause, _Told], Said | None]] = {
    "appointed": _appointed,
    "decided": _decided,
    "removed": _removed,
    "removed_run_on": _removed_run_on,
    "resigned": _resigned,
    "leaves": _leaves,
    "leaves_because": _leaves,
    "holds_too": _holds_too,
    "holds_no_more": _holds_no_more,
    "released": _released,
    "takes_office": _takes_office,
    "next_person": _next_person,
    "next_office": _next_office,
}


def _is_offices(titles: str) -> bool:
    """Whether words between commas are further offices of the person before: 甲公司董事长，乙公司党委书记、董事长."""
    return all(organization and post for organization, post, _, _ in offices(titles))


def _acting(title: str) -> str:
    """代理某市市长职务 as a title: 某市代理市长."""
    organization, post = split_post(title)
    return f"{organization}代理{post}" if post else title


def _acts(start: int, end: int, people: list[str], action: Action, titles: str, concurrent: bool) -> Iterator[Act]:
    if titles.endswith("人选") or titles.endswith("候选人"):  # proposed, not appointed
        return
    for person in people or [""]:
        doubt = None if person else "原文未写明是谁"
        for organization, post, both, unclear in offices(titles):
            yield Act(start, end, person, action, organization, post, concurrent or both, doubt or unclear)


def find_appointments(document: Document, source: SourceText) -> tuple[Appointment, ...]:
    """Appointments and removals that `document` decides, in the order of the text."""
    home = home_of(document)
    date = document.date
    notice = bool(_NOTICE.search(document.title))
    listing: Action | None = "任命" if notice else None
    found: list[tuple[Passage, Act, str | None]] = []
    for paragraph in (*document.header, *document.trailer):
        if "通过" in paragraph.text or "决定" in paragraph.text:
            date = read_date(paragraph.text) or date
    for page in passages(document, source):
        if page.column is not None:
            continue
        if "决定" in page.text or "通过）" in page.text:
            date = read_date(page.text) or date
        decided = [act for act in acts(page.text, notice) if notice or (act.post and act.organization)]
        if not decided and listing:
            decided = _in_list(page.text, listing)
        found.extend((page, act, date) for act in decided)
        if head := _HEAD.search(page.text):
            listing = actions().get(head.group(1), "免去")  # 接受, 批准: that someone leaves
    return tuple(_record(page, act, told, found, home, source) for page, act, told in found)


def _in_list(text: str, action: Action) -> list[Act]:
    """The act of one line in a list: 某某为…, 某某的…职务, 某某  …局长."""
    match = listed().fullmatch(text) if len(text) <= 160 else None
    link = match["link"].strip() if match else ""
    if not match or (link and (link[-1] in "的去") != (action == "免去")):
        return []
    if not match["link"] and action != "免去":  # nothing between a name and an office: only in a list of who leaves
        return []
    people = _people(match["name"])
    if not people:
        return []
    found = list(_acts(0, len(text), people, action, match["post"], match["link"].startswith("兼任")))
    return found if all(act.post and act.organization for act in found) else []


def _record(
    page: Passage,
    act: Act,
    date: str | None,
    found: list[tuple[Passage, Act, str | None]],
    home: Home,
    source: SourceText,
) -> Appointment:
    line, start, end = page.place(act.start, act.end, source)
    doubt = act.doubt
    if (
        doubt is None
        and act.action == "免去"
        and (act.person, "任命") not in {(o.person, o.action) for _, o, _ in found}
    ):
        doubt = "本件只载明免职，未载明新任职务"
    return Appointment(
        path=page.path, line=line, start=start, end=end, person=act.person, action=act.action,
        organization=_full(act.organization, home), post=act.post, concurrent=act.concurrent, date=date, doubt=doubt,
    )  # fmt: skip


def _full(organization: str, home: Home) -> str:
    """市财政局 → 郑州市财政局 in a notice of that city."""
    word = organization[:1]
    if home.expands(word) and not place_prefix().match(organization) and not organization.startswith(("市场", "区域")):
        organization = home.place + organization[1:]
    return re.sub(r"(?<=[省市区县旗州盟])政府$", "人民政府", organization)
