"""Who was given or taken which post: one `Appointment` a person, act and post, in the order of the text.

Reads sentences (任命…为…; 免去…的…职务; 免去其…; …任…，不再担任…) and lists under 任命： and 免去：. A post that cannot be
told from its organization, or a person who cannot be told, is recorded with `doubt`; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from build_tools.extract.appointment_forms import (
    GAP,
    SEX,
    Action,
    actions,
    any_verb,
    clauses,
    listed,
    not_persons,
    notice_verbs,
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
    names = re.sub(SEX, "", names)
    names = GAP.sub("、", names)
    people = (re.sub(r"\s+", "", part) for part in re.split(r"[、，]|和(?=[\u4e00-\u9fa5]{2,4}(?:、|$))", names))
    return [person for person in people if person and not person.startswith(not_persons())]


def acts(text: str, notice: bool = False) -> list[Act]:
    """All acts that the sentences of `text` decide, in order. In a `notice` of appointments 张三任… needs no verb before it."""
    if not any_verb().search(text):
        return []
    found: list[Act] = []
    people: list[str] = []
    action: Action = "任命"
    for match in clauses().finditer(text):
        same = bool(found) and not re.search(
            "[。\n]", text[found[-1].end : match.start()]
        )  # in the sentence of the last act
        concurrent = False
        if not found and notice and match["next"] and match["nl"] != "的" and all(o[1] for o in offices(match["np"])):
            people, action, titles = _people(match["nn"]), "任命", match["np"]
            concurrent = "兼" in match["nl"]
        elif match["give"] in notice_verbs() and not notice:
            continue
        elif match["give"]:
            people, action, titles = _people(match["gn"]), "任命", match["gp"]
            concurrent = "兼" in match["link"]
        elif match["al"] and (notice or same):
            people, action, titles = _people(match["an"]), "任命", match["ap"] or ""
            if match["al"] == "代理":
                titles = _acting(titles)
        elif told := match["goes"] or match["cause"]:  # whoever leaves, so that 其 in what follows can be told
            people = _people(told)
            continue
        elif match["take"] is not None:
            if not match["tn"] and not same:
                continue
            action, titles = "免去", match["tp"] or ""
            apart = split_run_on(match["tn"] + titles) if match.end("tn") == match.start("tp") else None
            if match["tn"] not in ("其", ""):
                people, titles = apart or (_people(match["tn"]), titles)
        elif match["bare"]:
            apart = split_run_on(match["bp"]) if notice else None
            if apart is None:
                continue
            (people, titles), action = apart, "免去"
        elif match["fn"]:
            people, action, titles = _people(match["fn"]), "免去", match["fp"] or ""
        elif match["leave"]:
            people = people if match["rn"] == "其" else _people(match["rn"])
            action, titles = "免去", match["rp"] or ""
        elif match["self"] and not notice and not same:  # who heads an office of a leading group is no appointment
            continue
        elif match["self"]:
            people, action, titles = _people(match["sn"]), "任命", match["sp"]
            concurrent = "兼" in match["sl"]
            if match["sl"] == "代理":
                titles = _acting(re.sub("职务$", "", titles))
        elif match["quit"] and match["qn"]:
            people, action, titles = _people(match["qn"]), "免去", match["qp"] or ""
        elif not same:
            continue
        elif match["more"] and action == "任命":
            titles, concurrent = match["mp"], True
        elif match["quit"]:
            action, titles, concurrent = "免去", match["qp"] or "", "兼" in match["quit"]
        elif match["next"] and (match["nl"] == "的") == (action == "免去"):
            people, titles = _people(match["nn"]), match["np"] or ""
        elif match["also"] and found[-1].end + 1 == match.start() and _is_offices(match["also"]):
            titles = match["also"]
        else:
            continue
        if not people and match["sn"]:  # 以上同志任职时间从…
            continue
        found.extend(_acts(match.start(), match.end(), people, action, titles, concurrent))
    return found


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
