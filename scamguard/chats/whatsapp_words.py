"""What WhatsApp itself writes into chats, in the languages seen most; what is not listed stays text and is checked."""

import re

_SYSTEM = (
    "end-to-end encrypted", "secured with end-to-end", "created (?:this )?group", "added you", "changed this group's",
    "changed the (?:subject|group|description)", "changed (?:their|to) .{0,30}number", "security code .{0,60}changed",
    "joined using (?:this group's|a group)", "You (?:added|removed|created|were added|blocked|unblocked)", "left$",
    "Ende-zu-Ende", "hat die Gruppe", "hat den Betreff",
    "chiffr(?:és|ement) de bout en bout", "a créé le groupe", "cifrad[oa]s de extremo", "creó el grupo",
    "criptografia de ponta", "criou o grupo", "crittografat[ei] end-to-end",
    "端到端加密", "端對端加密", "创建了(?:此)?群", "建立了(?:此)?群", "加入了群", "添加了您",
    "сквозным шифрованием", r"создал(?:\(-а\))? группу", "エンドツーエンド", "종단간 암호화",
)  # fmt: skip
SYSTEM = re.compile("[\u200e~ ]*" + r"[^\n]{0,100}?(?:" + "|".join(_SYSTEM) + ")")
"""The beginning of a line of the app's own."""

_OMITTED = {
    "en": "<Media omitted>|image omitted|video omitted|audio omitted|sticker omitted|GIF omitted|document omitted"
    "|Contact card omitted|This message was deleted|This message was deleted.|You deleted this message"
    "|You deleted this message.|Missed voice call|Missed video call|null",
    "de": "<Medien ausgeschlossen>|<Medien weggelassen>|Bild weggelassen|Video weggelassen|Audio weggelassen"
    "|Diese Nachricht wurde gelöscht.|Sticker weggelassen",
    "es": "<Multimedia omitido>|<Archivo omitido>|imagen omitida|Video omitido|audio omitido|sticker omitido"
    "|Se eliminó este mensaje.|Este mensaje fue eliminado",
    "fr": "<Médias omis>|<Fichier omis>|image absente|vidéo absente|audio omis|Ce message a été supprimé",
    "pt": "<Mídia oculta>|<Ficheiro não revelado>|imagem ocultada|vídeo omitido|áudio ocultado|Mensagem apagada",
    "it": "<Media omessi>|immagine omessa|video omesso|audio omesso|Questo messaggio è stato eliminato",
    "nl": "<Media weggelaten>|afbeelding weggelaten|Dit bericht is verwijderd",
    "ru": "<Без медиафайлов>|изображение отсутствует|видео отсутствует|Данное сообщение удалено",
    "tr": "<Medya dahil edilmedi>|görüntü dahil edilmedi|Bu mesaj silindi",
    "id": "<Media tidak disertakan>|gambar tidak disertakan|Pesan ini dihapus",
    "pl": "<pominięto multimedia>|Ta wiadomość została usunięta",
    "zh": "<省略多媒体文件>|<省略多媒體檔案>|<媒体文件已省略>|图片已忽略|圖片已略去|影片已略去|视频已忽略|贴图已忽略"
    "|此消息已删除|此訊息已刪除|您删除了此消息",
    "ja": "<メディアは含まれていません>|画像は含まれていません|このメッセージは削除されました",
    "ko": "<미디어 파일을 제외한 상태>|<미디어 파일 제외됨>|이미지 생략됨|삭제된 메시지입니다",
}
_PHRASES = {lang: [re.escape(phrase) for phrase in phrases.split("|")] for lang, phrases in _OMITTED.items()}
NO_TEXT = re.compile("|".join(phrase for phrases in _PHRASES.values() for phrase in phrases), re.IGNORECASE)
"""A whole message that stands for media or for a message taken back."""
FOREIGN = re.compile("|".join(phrase for lang, phrases in _PHRASES.items() if lang != "en" for phrase in phrases))
"""A sign that the app did not speak English, so that dates do not put the month first."""
_EDITED = "This message was edited|Diese Nachricht wurde bearbeitet|Se editó este mensaje|此消息已编辑|此訊息已編輯"
EDITED = re.compile(f"\u200e?<(?:{_EDITED})>\\s*$")
"""The mark at the end of a message that was changed."""
_ATTACHED_IOS = "attached|Anhang|adjunto|anexado|pièce jointe|allegato|附件|bijgevoegd"
_ATTACHED_ANDROID = (
    "file attached|Datei angehängt|archivo adjunto|arquivo anexado|fichier joint|file allegato|文件附件|檔案已附加"
)
_FILE = re.compile(
    rf"^\u200e?(?:<(?:{_ATTACHED_IOS}): (?P<ios>[^<>\n]{{1,200}})>"
    rf"|(?P<android>[^\n]{{1,200}}\.\w{{2,5}}) \((?:{_ATTACHED_ANDROID})\))",
    re.MULTILINE,
)


def attachment(text: str) -> tuple[str | None, str]:
    """The name of the file that a message brings (None: none), and the text without the app's words about it."""
    found = _FILE.search(text)
    if found is None:
        return None, text
    name = found["ios"] or found["android"]
    return name.strip(" \u200e"), (text[: found.start()] + text[found.end() :]).strip()
