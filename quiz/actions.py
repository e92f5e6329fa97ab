"""Everything that a key can do in the app: one table, from which bindings, footer, help and palette are made.

An action is named ``PLACE.NAME`` for good: settings rebind keys by this name. Keys have Textual's names, separated by
commas. The table knows no screen; a screen takes the actions of its places.
"""

from dataclasses import dataclass

from quiz.locale import mark


@dataclass(frozen=True, slots=True)
class Action:
    """What a key does: its default ``keys``, a ``label`` of one or two words, and ``does``, a phrase for the help."""

    keys: str
    label: str
    does: str


PLACES: dict[str, str] = {
    "app": mark("Everywhere"),
    "home": mark("Home"),
    "question": mark("Before the answer"),
    "answer": mark("After the answer"),
    "wait": mark("Waiting for a card"),
    "study": mark("Studying"),
    "contrast": mark("Two notes side by side"),
    "summary": mark("At the end"),
    "statistics": mark("Statistics"),
    "browse": mark("Browsing"),
    "filter": mark("Writing a query"),
    "form": mark("Writing a note"),
    "list": mark("Lists and settings"),
    "dialog": mark("Questions and windows"),
    "choice": mark("Choosing in a window"),
    "session": mark("Choosing a session"),
    "preview": mark("Seeing what will be written"),
    "columns": mark("Choosing columns"),
    "searches": mark("Kept searches"),
    "duplicates": mark("Notes that are the same"),
    "backups": mark("Backups of the database"),
    "leech": mark("Told of a leech"),
    "flag": mark("Choosing a flag"),
    "import": mark("Importing"),
}
"""Where actions belong, in the order of the help."""

TOGETHER = (
    {"app", "home"},
    {"app", "study", "question"},
    {"app", "study", "answer"},
    {"app", "study", "wait"},
    {"app", "contrast"},
    {"app", "summary"},
    {"app", "statistics"},
    {"app", "browse"},
    {"app", "filter"},
    {"app", "form"},
    {"app", "list"},
    {"app", "dialog", "choice"},
    {"app", "dialog", "choice", "session"},
    {"app", "dialog", "choice", "session", "preview"},
    {"app", "dialog", "columns"},
    {"app", "list", "columns"},
    {"app", "dialog", "searches"},
    {"app", "list", "searches"},
    {"app", "dialog", "duplicates"},
    {"app", "list", "duplicates"},
    {"app", "dialog", "backups"},
    {"app", "list", "backups"},
    {"app", "dialog", "leech"},
    {"app", "dialog", "choice", "flag"},
    {"app", "dialog", "import", "preview"},
)
"""Which places can be meant by one key at the same time, so that it means only one thing in them.

Windows over a form or with a list have some actions of these places, too; what shares a key there does the same.
"""

ACTIONS: dict[str, Action] = {
    "app.help": Action("question_mark,f1", mark("help"), mark("show what the keys do")),
    "app.palette": Action("ctrl+p", mark("commands"), mark("find any command by its name")),
    "app.language": Action("f8", mark("language"), mark("switch between English and Chinese")),
    "app.theme": Action("f9", mark("theme"), mark("switch between the dark, light and high-contrast themes")),
    "app.quit": Action("ctrl+c,ctrl+q", mark("quit"), mark("leave the program; everything is stored")),
    "home.down": Action("j,down", mark("down"), mark("go to the next deck")),
    "home.up": Action("k,up", mark("up"), mark("go to the deck before")),
    "home.first": Action("g,home", mark("first"), mark("go to the first deck")),
    "home.last": Action("G,end", mark("last"), mark("go to the last deck")),
    "home.fold": Action("h,left", mark("fold"), mark("fold the sub-decks away, or go to the deck above")),
    "home.unfold": Action("l,right", mark("unfold"), mark("show the sub-decks")),
    "home.study": Action(
        "enter,space", mark("study"), mark("study the selected deck with its sub-decks, or the filter")
    ),
    "home.session": Action("s", mark("session…"), mark("choose how long, which cards and how")),
    "home.session_all": Action("S", mark("session of all…"), mark("the same for all decks together")),
    "home.study_all": Action("A", mark("all decks"), mark("study all decks together")),
    "home.mix_ups": Action(
        "x",
        mark("mix-ups"),
        mark("drill what you mix up in all decks, until each was told apart twice in a row"),
    ),
    "home.catch_up": Action(
        "b", mark("backlog"), mark("spread the reviews that wait over days, or take the best known first")
    ),
    "home.statistics": Action(
        "t", mark("statistics"), mark("show how it goes with the selected deck and its sub-decks")
    ),
    "home.statistics_all": Action("T", mark("all statistics"), mark("the same for all decks together")),
    "home.browse": Action("/", mark("browse"), mark("find cards and notes of all decks, and change them")),
    "home.add": Action("a", mark("add"), mark("write a new note for the selected deck")),
    "home.configure": Action("c", mark("configure"), mark("change the settings of the selected deck")),
    "home.new": Action("n", mark("new deck"), mark("make a new deck")),
    "home.import": Action("i", mark("import"), mark("import a deck from a file")),
    "home.export": Action("e", mark("export"), mark("export the selected deck, or what the filter finds")),
    "home.export_all": Action("E", mark("export all"), mark("the same for all decks together")),
    "home.rename": Action(
        "r", mark("rename"), mark("give the selected deck another name, or the filter another name or query")
    ),
    "home.delete": Action(
        "D,delete", mark("delete"), mark("delete the selected deck, or forget the filter; it can be undone")
    ),
    "home.undo": Action("u", mark("undo"), mark("bring back what was deleted or forgotten last")),
    "home.backups": Action("B", mark("backups"), mark("make a backup of the database, or bring it back from one")),
    "home.settings": Action("comma", mark("settings"), mark("change the settings of the program")),
    "home.quit": Action("q", mark("quit"), mark("leave the program")),
    "study.undo": Action("u,ctrl+z", mark("undo"), mark("take back the last answer or step, any number of times")),
    "study.info": Action("i,f7", mark("card info"), mark("show what is known of this card, and its history")),
    "study.edit": Action("E,f6", mark("edit"), mark("change this note; its history stays")),
    "study.suspend": Action("@", mark("suspend"), mark("do not ask this card any more")),
    "study.suspend_note": Action("!", mark("suspend note"), mark("do not ask this note in any direction any more")),
    "study.bury": Action("-", mark("bury"), mark("do not ask this card again today")),
    "study.bury_note": Action("=", mark("bury note"), mark("do not ask this note again today in any direction")),
    "study.known": Action("K", mark("known"), mark("this card is known for good: do not ask it any more")),
    "study.reset": Action("R", mark("reset"), mark("make this card new again; its history stays")),
    "study.flag": Action("F", mark("flag"), mark("give this card a flag, or another one")),
    "study.timer": Action("T", mark("timer"), mark("show or hide how long this card has been asked")),
    "study.copy": Action("y", mark("copy"), mark("copy the text of the card that is shown")),
    "study.down": Action("j,down", mark("down"), mark("scroll a long card down")),
    "study.up": Action("k,up", mark("up"), mark("scroll a long card up")),
    "study.leave": Action("escape", mark("leave"), mark("leave; you go on where you stopped")),
    "question.reveal": Action("space,enter", mark("show"), mark("show the answer")),
    "question.hint": Action("h,f2", mark("hint"), mark("show the hint")),
    "question.later": Action("s,f3", mark("later"), mark("put this card behind the others of today")),
    "question.mode": Action("t,f4", mark("mode"), mark("type the answer to this card, choose it, or only look at it")),
    "question.pick1": Action("1,a", mark("first answer"), mark("pick the first answer")),
    "question.pick2": Action("2,b", mark("second answer"), mark("pick the second answer")),
    "question.pick3": Action("3,c", mark("third answer"), mark("pick the third answer")),
    "question.pick4": Action("4,d", mark("fourth answer"), mark("pick the fourth answer")),
    "answer.accept": Action("enter,space", mark("accept"), mark("take the rating that is proposed")),
    "answer.again": Action("1,a", mark("Again"), mark("rate the card: forgotten")),
    "answer.hard": Action("2,s", mark("Hard"), mark("rate the card: remembered with effort")),
    "answer.good": Action("3,d", mark("Good"), mark("rate the card: remembered")),
    "answer.easy": Action("4,f", mark("Easy"), mark("rate the card: remembered at once")),
    "answer.explain": Action("e", mark("explain"), mark("show the whole note with its explanation")),
    "answer.pair": Action("x", mark("drill both"), mark("practise the two that you mixed up, outside the schedule")),
    "answer.contrast": Action("c", mark("contrast"), mark("show this note beside the one it is easily confused with")),
    "wait.forward": Action("enter,space", mark("now"), mark("ask the waiting card now")),
    "contrast.down": Action("j,down", mark("down"), mark("scroll down")),
    "contrast.up": Action("k,up", mark("up"), mark("scroll up")),
    "contrast.next": Action("l,right", mark("next"), mark("show the next note that this one is confused with")),
    "contrast.before": Action("h,left", mark("before"), mark("show the one before")),
    "contrast.pair": Action("x", mark("drill both"), mark("practise the two, outside the schedule")),
    "contrast.close": Action("escape,q", mark("close"), mark("go back")),
    "summary.drill": Action("enter,space", mark("drill"), mark("practise what was missed, outside the schedule")),
    "summary.ahead": Action("a", mark("study ahead"), mark("study more than today's share")),
    "summary.undo": Action("u,ctrl+z", mark("undo last"), mark("take back the last answer")),
    "summary.statistics": Action("t", mark("statistics"), mark("show how it goes with these decks")),
    "summary.export": Action("e", mark("export"), mark("write what was missed, or all that was asked, to a file")),
    "summary.home": Action("escape,q", mark("home"), mark("go home")),
    "statistics.accept": Action("enter", mark("do it"), mark("do what is advised, or open what is picked in a panel")),
    "statistics.before": Action(
        "left,h", mark("page before"), mark("show the page before; in the calendar a week back")
    ),
    "statistics.after": Action("right,l", mark("next page"), mark("show the next page; in the calendar a week on")),
    "statistics.first_page": Action("home", mark("first page"), mark("show the first page")),
    "statistics.last_page": Action("end", mark("last page"), mark("show the last page")),
    "statistics.down": Action("j,down", mark("down"), mark("pick the next day or line in the panel")),
    "statistics.up": Action("k,up", mark("up"), mark("pick the day or line before in the panel")),
    "statistics.panel": Action(
        "tab", mark("panel"), mark("go to the next panel; days and lines of some can be picked")
    ),
    "statistics.panel_before": Action("shift+tab", mark("panel before"), mark("go to the panel before")),
    "statistics.shorter": Action("[", mark("shorter"), mark("take a shorter period")),
    "statistics.longer": Action("]", mark("longer"), mark("take a longer period")),
    "statistics.unit": Action("w", mark("unit"), mark("count by day, week or month")),
    "statistics.scope": Action("/", mark("scope"), mark("choose a deck, or cards by a query")),
    "statistics.card": Action(
        "o", mark("card info"), mark("show what is known of the card that is picked, and its history")
    ),
    "statistics.define": Action("i", mark("definition"), mark("say what exactly the panel counts")),
    "statistics.save": Action("g", mark("save chart"), mark("save the panel as a picture in the present folder")),
    "statistics.close": Action("escape,q", mark("leave"), mark("leave the panel, or go back")),
    "browse.down": Action("j,down", mark("down"), mark("go to the next line")),
    "browse.up": Action("k,up", mark("up"), mark("go to the line before")),
    "browse.page_down": Action("pagedown,ctrl+f", mark("page down"), mark("go down by as many lines as are seen")),
    "browse.page_up": Action("pageup,ctrl+b", mark("page up"), mark("go up by as many lines as are seen")),
    "browse.first": Action("g,home", mark("first"), mark("go to the first line")),
    "browse.last": Action("G,end", mark("last"), mark("go to the last line")),
    "browse.right": Action("l,right", mark("more columns"), mark("show the columns further right")),
    "browse.left": Action("h,left", mark("columns before"), mark("show the columns further left")),
    "browse.filter": Action("/", mark("find"), mark("write a query; the table follows as you type")),
    "browse.open": Action("enter", mark("open"), mark("show what is known of the card, and its history")),
    "browse.mark": Action("space", mark("mark"), mark("mark the line, or take its mark away, and go on")),
    "browse.mark_range": Action("v", mark("mark up to here"), mark("mark all lines from the last marked one to here")),
    "browse.mark_all": Action("*", mark("mark all"), mark("mark all that was found, or take all marks away")),
    "browse.sort": Action("s", mark("sort"), mark("choose by which column the table is sorted")),
    "browse.columns": Action("c", mark("columns"), mark("choose the columns of the table")),
    "browse.notes": Action("n", mark("cards or notes"), mark("show notes instead of cards, or cards again")),
    "browse.preview": Action("p", mark("preview"), mark("show or hide the selected card beside the table")),
    "browse.searches": Action("w", mark("searches"), mark("take, keep or forget a search")),
    "browse.add_filter": Action(
        "a", mark("new filter"), mark("make a filter of the query: what it finds is studied from home like a deck")
    ),
    "browse.duplicates": Action("d", mark("duplicates"), mark("list notes that are the same, and merge them")),
    "browse.study": Action("S", mark("study"), mark("practise what is marked, or selected, outside the schedule")),
    "browse.session": Action("o", mark("session…"), mark("choose a session of what was found")),
    "browse.edit": Action("E,f6", mark("edit"), mark("change the note; its history stays")),
    "browse.replace": Action("r", mark("replace"), mark("find and replace in the texts of notes")),
    "browse.tag": Action("t", mark("tags"), mark("give notes tags, or take tags away")),
    "browse.flag": Action("F", mark("flag"), mark("give cards a flag, or another one")),
    "browse.suspend": Action("@", mark("suspend"), mark("do not ask the cards any more, or ask them again")),
    "browse.bury": Action("-", mark("bury"), mark("do not ask the cards again today, or ask them again")),
    "browse.known": Action("K", mark("known"), mark("the cards are known for good: do not ask them any more")),
    "browse.reset": Action("R", mark("reset"), mark("make the cards new again; their history stays")),
    "browse.due": Action("f", mark("reschedule"), mark("choose the day on which the cards fall due")),
    "browse.move": Action("m", mark("move"), mark("put the cards into another deck")),
    "browse.copy": Action(
        "y", mark("copy"), mark("copy the notes that are marked, or were found, into a deck of their own")
    ),
    "browse.delete": Action("D,delete", mark("delete"), mark("delete the notes; it can be undone")),
    "browse.export": Action("e,x", mark("export"), mark("write what is marked, or what was found, to a file")),
    "browse.undo": Action("u,ctrl+z", mark("undo"), mark("take back the last change, any number of times")),
    "browse.close": Action("escape,q", mark("leave"), mark("take the marks away, or go back")),
    "filter.take": Action("enter,down", mark("to the table"), mark("go to what was found")),
    "filter.complete": Action("tab", mark("complete"), mark("take the name or value that is offered first")),
    "filter.clear": Action("ctrl+l", mark("clear"), mark("find everything again")),
    "filter.leave": Action("escape", mark("to the table"), mark("go back to the table")),
    "form.save": Action("ctrl+s", mark("save"), mark("save the note")),
    "form.another": Action("ctrl+n", mark("save, add another"), mark("save the note and write another one")),
    "form.close": Action("escape", mark("close"), mark("close; asks where something would be lost")),
    "list.down": Action("j,down", mark("down"), mark("go down")),
    "list.up": Action("k,up", mark("up"), mark("go up")),
    "list.first": Action("g,home", mark("first"), mark("go to the first line")),
    "list.last": Action("G,end", mark("last"), mark("go to the last line")),
    "list.change": Action("enter,space", mark("change"), mark("change the selected setting")),
    "list.forward": Action("l,right", mark("next"), mark("take the next value")),
    "list.back": Action("h,left", mark("back"), mark("take the value before")),
    "list.reset": Action("r", mark("default"), mark("set the default again")),
    "list.close": Action("escape,q", mark("close"), mark("close")),
    "dialog.accept": Action("enter", mark("yes"), mark("accept")),
    "dialog.discard": Action("d", mark("throw away"), mark("close and throw away what was written")),
    "dialog.close": Action("escape", mark("close"), mark("close without doing anything")),
    "choice.down": Action("down", mark("next"), mark("take the next choice")),
    "choice.up": Action("up", mark("before"), mark("take the choice before")),
    "session.forward": Action("right,l,space", mark("next"), mark("take the next value")),
    "session.back": Action("left,h", mark("back"), mark("take the value before")),
    "preview.page_down": Action("pagedown", mark("page down"), mark("show more of what will be written")),
    "preview.page_up": Action("pageup", mark("page up"), mark("show what stands before that")),
    "columns.switch": Action("x", mark("show or hide"), mark("show the column in the table, or hide it")),
    "columns.earlier": Action("K,shift+up", mark("further left"), mark("put the column further left")),
    "columns.later": Action("J,shift+down", mark("further right"), mark("put the column further right")),
    "searches.keep": Action("a", mark("keep this search"), mark("keep the present query under a name")),
    "searches.forget": Action("D,delete", mark("forget"), mark("forget the selected search")),
    "duplicates.skip": Action("x", mark("not the same"), mark("leave the group out of the list")),
    "backups.make": Action("b", mark("back up now"), mark("make a backup of the database")),
    "leech.contrast": Action("c", mark("contrast"), mark("show this note beside the one it is taken for")),
    "leech.pair": Action("x", mark("drill both"), mark("practise the two, outside the schedule")),
    "leech.edit": Action("E", mark("edit"), mark("change this note; its history stays")),
    "leech.suspend": Action("@", mark("suspend"), mark("do not ask this card any more, or ask it again")),
    "flag.none": Action("0", mark("no flag"), mark("take the flag away")),
    "flag.first": Action("1", mark("important"), mark("give the first flag: important")),
    "flag.second": Action("2", mark("unclear"), mark("give the second flag: unclear")),
    "flag.third": Action("3", mark("to look up"), mark("give the third flag: to look up")),
    "flag.fourth": Action("4", mark("to rewrite"), mark("give the fourth flag: to rewrite")),
    "flag.fifth": Action("5", mark("often asked"), mark("give the fifth flag: often asked")),
    "flag.sixth": Action("6", mark("to discuss"), mark("give the sixth flag: to discuss")),
    "flag.seventh": Action("7", mark("for later"), mark("give the seventh flag: for later")),
    "import.down": Action("down,j", mark("down"), mark("go to the next file, or the next note of the only one")),
    "import.up": Action("up,k", mark("up"), mark("go to the file before, or the note before")),
    "import.forward": Action("right,l", mark("next"), mark("take the next format")),
    "import.back": Action("left,h", mark("back"), mark("take the format before")),
    "import.switch": Action("space,x", mark("leave out"), mark("leave the selected file out, or import it after all")),
}
"""Every action by its name."""


def place_of(name: str) -> str:
    """Return the place of an action."""
    return name.partition(".")[0]
