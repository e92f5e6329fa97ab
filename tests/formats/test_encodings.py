"""Which encoding a text has, for real texts in many; damaged UTF-8 is never taken for something else."""

import codecs

import pytest

from quiz.errors import QuizError
from quiz.formats import SourceFile
from quiz.formats.encodings import LONGEST_LINE, encoding_of, text_lines

SIMPLIFIED = "键,名称,含义\n200,OK,请求成功，服务器已返回\n301,Moved,永久移动\n404,Not Found,找不到请求的资源\n"
TRADITIONAL = "鍵,名稱,含義\n200,OK,請求成功，伺服器已返回\n301,Moved,永久移動\n404,Not Found,找不到請求的資源\n"
JAPANESE = "問題,答え\nデッドロック,二つのスレッドが互いに待つ状態\nインデックス,検索を速くする\n"
KOREAN = "질문,답\n교착 상태,두 스레드가 서로 기다린다\n"
FRENCH = "mot,définition\nété,la saison chaude\nélève,celui qui apprend à l'école\ncafé,“boisson” — noire\n"
GERMAN = "word,meaning\nÜbung,drill\n"
ENGLISH = "key,meaning\nlock,held by one\nindex,finds rows\n"
FEW = "key,meaning\nlock,锁\nindex,索引\n"
RARE = "键,值\n𠮷,上半部是土\n€,欧元符号\n"
ALMOST_UTF_8 = "key,meaning\nlt,联通\nwd,网络\n"


@pytest.mark.parametrize(
    ("text", "codec", "title"),
    [
        *((SIMPLIFIED * times, "gb18030", "GB18030") for times in (1, 300, 3000)),
        *((text, "gb18030", "GB18030") for text in (FEW, RARE, ALMOST_UTF_8, ENGLISH * 5000 + SIMPLIFIED)),
        *((text, "big5", "Big5") for text in (TRADITIONAL, "鍵,值\n超時,時間到了\n")),
        *((JAPANESE * times, "cp932", "Shift-JIS") for times in (1, 300)),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (KOREAN, "cp949", "EUC-KR"),
        *((text, "cp1252", "Windows-1252") for text in (FRENCH, GERMAN)),
        *((text, "utf-8", "UTF-8") for text in (SIMPLIFIED, KOREAN, FRENCH, ENGLISH, RARE)),
        *((text, "utf-8-sig", "UTF-8") for text in (SIMPLIFIED, ENGLISH)),
        *(
            (text, "utf-16-le", "UTF-16 LE")
            for text in (SIMPLIFIED, ENGLISH, JAPANESE, FEW, ENGLISH * 9999 + SIMPLIFIED)
        ),
        *((text, "utf-16-be", "UTF-16 BE") for text in (SIMPLIFIED, ENGLISH, FRENCH, FEW)),
        *((text, "utf-16", "UTF-16 LE") for text in (SIMPLIFIED, RARE)),
        *((text, "utf-32", "UTF-32 LE") for text in (SIMPLIFIED, ENGLISH)),
    ],
)
def test_the_encoding_of_a_real_text_is_found(text: str, codec: str, title: str) -> None:
    file = SourceFile("x", data=text.encode(codec))
    encoding = encoding_of(file)
    assert encoding.title == title
    assert "".join(text_lines(file, encoding)) == text


@pytest.mark.parametrize(("mark", "codec"), [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")])
def test_a_byte_order_mark_is_no_part_of_the_text(mark: bytes, codec: str) -> None:
    file = SourceFile("x", data=mark + SIMPLIFIED.encode(codec))
    assert "".join(text_lines(file, encoding_of(file))) == SIMPLIFIED


@pytest.mark.parametrize("bad", [b"\xff", b"\xb0\xa1", b"\xc3", b"\xed\xa0\x80", b"\xe4\xbd"])
@pytest.mark.parametrize("times", [0, 1, 3000])
def test_damage_within_utf_8_is_named_and_not_taken_for_another_encoding(bad: bytes, times: int) -> None:
    before = SIMPLIFIED.encode() * times + "键,x".encode()
    with pytest.raises(QuizError) as caught:
        encoding_of(SourceFile("x", data=before + bad + b"y\n" + SIMPLIFIED.encode()))
    place = f"byte {len(before) + 1} in line {4 * times + 1} does not fit"
    assert caught.value.message == f"The file is not UTF-8: {place}."


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"front,back\nh\xc3\xa9,x\xff\n", "byte 17 in line 2"),
        (b"front,back\nh\xc3\xa9,x\xff\xfe\n", "byte 17 in line 2"),
        (b"front,back\n\xe9t,h\xc3\xa9\n", "byte 12 in line 2"),
        (b"front,back\nh\xc3\xa9,\xc3\xa9t\xe9\n", "byte 19 in line 2"),
    ],
)
def test_a_letter_of_utf_8_for_each_byte_that_is_none_tells_damage(data: bytes, place: str) -> None:
    with pytest.raises(QuizError, match=f"not UTF-8: {place}"):
        encoding_of(SourceFile("x", data=data))


def test_a_file_with_a_byte_order_mark_of_utf_8_is_held_to_it() -> None:
    with pytest.raises(QuizError, match="byte 4 in line 1"):
        encoding_of(SourceFile("x", data=codecs.BOM_UTF8 + SIMPLIFIED.encode("gb18030")))


def test_damage_far_behind_in_another_encoding_is_named_when_it_is_reached() -> None:
    whole = SIMPLIFIED.encode("gb18030") * 2000
    file = SourceFile("x", data=whole + b"x\xff\xff\n")
    lines = text_lines(file, encoding_of(file))
    with pytest.raises(QuizError, match=f"not GB18030: byte {len(whole) + 2} in line 8001 "):
        list(lines)


def test_half_a_pair_in_utf_16_is_named() -> None:
    data = "键,值\n超时,".encode("utf-16") + b"\x00\xd8" + "x\n".encode("utf-16-le")
    file = SourceFile("x", data=data)
    with pytest.raises(QuizError, match="not UTF-16 LE: byte 17 in line 2"):
        list(text_lines(file, encoding_of(file)))


@pytest.mark.parametrize("text", ["键,值\na\0,b\n", "key,meaning\na\0b,c\nd,e\n"])
def test_a_nul_in_a_cell_does_not_make_a_file_binary(text: str) -> None:
    assert encoding_of(SourceFile("x", data=text.encode())).title == "UTF-8"


def test_a_line_that_fills_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LONGEST_LINE > 10 << 20
    monkeypatch.setattr("quiz.formats.encodings.LONGEST_LINE", 100)
    file = SourceFile("x", data=b"a,b\n" + b"x" * 101 + b"\n")
    with pytest.raises(QuizError, match="more than 100 characters"):
        list(text_lines(file, encoding_of(file)))
