"""The colours: three themes of our own. Everything that is drawn uses the roles, never a colour itself."""

from textual.theme import Theme

OWN = {"dark": "quiz-dark", "light": "quiz-light", "contrast": "quiz-contrast"}
"""Our themes by the names that the settings use; other names are Textual's own."""


def _theme(name: str, *, dark: bool, colours: dict[str, str]) -> Theme:
    cursor = {
        "block-cursor-foreground": colours["foreground"],
        "block-cursor-background": colours["panel"],
        "input-cursor-background": colours["foreground"],
        "input-cursor-foreground": colours["background"],
        "input-selection-background": f"{colours['primary']} 40%",
        "scrollbar": colours["panel"],
        "scrollbar-hover": colours["primary"],
        "scrollbar-active": colours["primary"],
        "scrollbar-background": colours["background"],
        "scrollbar-background-hover": colours["background"],
        "scrollbar-background-active": colours["background"],
    }
    primary = colours.pop("primary")
    return Theme(name, primary, dark=dark, variables=cursor, **colours)  # type: ignore[arg-type]


THEMES = (
    _theme(
        OWN["dark"],
        dark=True,
        colours={
            "background": "#15171C",
            "surface": "#1F222A",
            "panel": "#2A2E38",
            "foreground": "#DCDDE1",
            "primary": "#86A8CF",
            "secondary": "#B79CCB",
            "accent": "#F2A65E",
            "success": "#8FBF8B",
            "warning": "#D8C57C",
            "error": "#E47E78",
        },
    ),
    _theme(
        OWN["light"],
        dark=False,
        colours={
            "background": "#F8F5EE",
            "surface": "#EDE8DC",
            "panel": "#E0D9C9",
            "foreground": "#26282D",
            "primary": "#33608F",
            "secondary": "#7A5595",
            "accent": "#A94E0B",
            "success": "#2F7340",
            "warning": "#7D6710",
            "error": "#AF332B",
        },
    ),
    _theme(
        OWN["contrast"],
        dark=True,
        colours={
            "background": "#000000",
            "surface": "#262626",
            "panel": "#3A3A3A",
            "foreground": "#FFFFFF",
            "primary": "#7FC4FF",
            "secondary": "#E0A6FF",
            "accent": "#FFD400",
            "success": "#5CFF7A",
            "warning": "#FFE76A",
            "error": "#FF8A80",
        },
    ),
)
