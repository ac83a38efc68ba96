"""What a good picture of a card, a paper or a letter shows, and what comes back."""

from __future__ import annotations

from poswizard.forms.field import Why
from poswizard.text import Text

GOOD_CARD = Text(
    "原件平放、四角齐全、没有反光，每个字都看得清；距离 30 到 50 厘米，镜头与证件平行",
    "The original lies flat, four corners, no glare, every character legible; from 30 to 50 cm, camera parallel",
)
BAD_CARD = Text(
    "截屏、翻拍、缺角、手指挡字、反光、加了水印",
    "Screenshots, pictures of pictures, corners cut off, fingers over text, glare, watermarks",
)
GOOD_PAPER = Text(
    "整页拍全，公章清楚；复印件加盖公章，个人按指印",
    "The whole page, seal legible; copies sealed or with fingerprint",
)
BAD_PAPER = Text("缺页、没盖章、手写涂改", "Pages missing, no seal, handwritten changes")
GOOD_SHEET = Text(
    "每页都拍全，签名、签章和日期清楚", "Every page whole; signature, seal and date legible"
)
BAD_SHEET = Text("缺页、只拍签名、反光", "Pages missing, only the signature, glare")
GOOD_LABEL = Text(
    "每台一张，序列号、条码和型号看得清", "One for each device; number, barcode and model legible"
)
BAD_LABEL = Text("标签反光、撕毁、只拍到一半", "Glare, a torn label, half of it")
GOOD_LETTER = Text(
    "打印的授权书，盖公章、有签名和日期", "A printed letter with seal, signature and date"
)
BAD_LETTER = Text("手写、没盖章、没有日期", "Handwritten, unsealed, undated")
RETURNED_PICTURES = Why(
    Text(
        "照片不清、招牌不全、不是同一家店，是最常见的退回原因。",
        "Unclear pictures, half a sign, different shops: the commonest reasons for return.",
    ),
    "收单机构驳回原因",
)
REAL_NAME = Why(
    Text(
        "收单实行实名制：机构要核对证件和执照，并留存影像。不清楚或过期的会被退回。",
        "Merchants are known by name: ID and licence are checked and kept. Unclear or expired ones come back.",
    ),
    "银行卡收单业务管理办法（中国人民银行公告〔2013〕第9号）",
)
OLD_LICENCE = Why(
    Text(
        "三证合一的执照不用；只有旧执照才要。",
        "Only with a licence from before the merger.",
    ),
    "联动优势、随行付进件文档",
)
PERMITTED_TRADE = Why(
    Text(
        "餐饮、食品、药品等行业凭许可经营。",
        "Food, drugs and the like are permitted trades.",
    ),
    "特约商户进件要求（特殊行业许可）",
)
TRADES_HERE = Why(
    Text(
        "经营地址与执照不同，要证明确实在这里经营。",
        "Where the address differs, proof that trade is really done there.",
    ),
    "银盛、拉卡拉进件文档",
)
SETTLED_TO_ANOTHER = Why(
    Text(
        "钱结算给别人，要商户书面授权。",
        "Settling to somebody else needs written authority.",
    ),
    "银行卡收单业务管理办法",
)
AGENT = Why(
    Text("代办要有授权，代办人身份也要核验。", "Agents need authority and are verified."),
    "反洗钱法第三十一条；微信支付商户进件文档",
)
