"""Tables for the generator of disguises: what is hidden, and what letters and characters are written instead.

They were written by hand for the tests and are kept apart from the tables of the package on purpose:
what undoes a disguise must not be measured with its own mirror image.
"""


def _listed(words: str) -> list[str]:
    return words.split("|")


# What a scammer hides from a filter: credentials, money words, places to meet, brands. Source: own list, after the
# red flags of exchange support (what it never asks for) and the usual tactics of impostors.
HIDDEN_ZH = _listed(
    "助记词|私钥|验证码|密码|资金密码|登录密码|支付密码|转账|汇款|付款|打款|客服|微信|钱包|链接|账户|账号|解冻|冻结|"
    "充值|提币|提现|官方|欧易|身份证|银行卡|二维码|扫码|短信|手机号|下载|点击|交易所|保证金|手续费|押金|解封|风控|"
    "清退|空投|返利|投资|导师|收益|带单|内幕|稳赚|套利|授权|登录|注册|电报|支付宝|公众号|加群|进群|屏幕共享|远程|"
    "洗钱|公安|专员|退款|理赔|贷款|刷单|兼职|佣金|私聊|比特币|泰达币|平台|安全"
)
HIDDEN_EN = _listed(
    "seed phrase|recovery phrase|secret phrase|mnemonic|private key|verification code|security code|one-time code|"
    "authenticator|passcode|password|passphrase|wallet|support|customer service|account|transfer|deposit|withdraw|"
    "withdrawal|unfreeze|bank card|credit card|api key|passport|admin|official|airdrop|bonus|whatsapp|telegram|"
    "wechat|link|login|log in|verify|refund|payment|bitcoin|usdt|crypto|okx|okex|binance|invest|profit"
)
HIDDEN_OTHER = _listed(
    "пароль|код подтверждения|сид-фраза|сид-фразу|приватный ключ|кошелёк|кошелек|поддержка|перевод|mật khẩu|"
    "mã xác minh|mã otp|chuyển khoản|cụm từ khôi phục|khóa riêng tư|contraseña|frase semilla|clave privada|"
    "código de verificación|transferencia|billetera|soporte|senha|chave privada|carteira|mot de passe|clé privée|"
    "portefeuille|passwort|kata sandi|kode verifikasi|şifre|doğrulama kodu|özel anahtar|cüzdan|비밀번호|인증번호|"
    "복구 문구|개인 키|지갑|송금|パスワード|認証コード|秘密鍵|リカバリーフレーズ|ウォレット|送金"
)

# Simplified and Traditional, in pairs, one Traditional form each. Source: the first character given for each in
# the public list of simplified characters (简化字总表, 1986), picked for everyday and money talk.
_PAIRS = (
    "记記词詞钥鑰验驗证證码碼转轉账賬户戶钱錢链鏈冻凍结結币幣现現欧歐银銀维維号號载載点點击擊资資录錄费費"
    "风風险險导導师師带帶单單内內稳穩赚賺权權注註册冊电電报報宝寶众眾进進群羣远遠专專员員赔賠贷貸职職圆圓"
    "联聯系係请請问問们們这這个個来來时時间間对對会會说說话話让讓给給还還过過发發开開关關门門见見观觀"
    "网網络絡页頁认認识識设設计計议議论論许許访訪评評试試诈詐诉訴询詢详詳语語误誤读讀调調谁誰谈談谢謝"
    "财財货貨购購贵貴贸貿质質贴貼贝貝负負责責败敗贺賀马馬骗騙驱驅骤驟闭閉闻聞阅閱队隊际際陆陸阶階"
    "银銀铁鐵钟鐘锁鎖错錯锦錦镜鏡针針铺鋪销銷减減准準净淨测測温溫满滿灵靈为為务務办辦动動势勢劳勞励勵"
    "区區医醫华華单單卖賣卢盧厂廠历歷压壓县縣双雙变變叶葉听聽启啟吗嗎呜嗚响響员員园園图圖团團国國场場坏壞"
    "块塊坚堅报報处處备備复復头頭夹夾奖獎妈媽妇婦学學宁寧实實审審宽寬宾賓寻尋将將尔爾尝嘗层層属屬岁歲岛島"
    "币幣帅帥师師帐帳应應庆慶库庫废廢张張弹彈强強当當录錄彻徹忆憶怀懷态態总總恶惡惊驚愿願戏戲战戰扑撲执執"
    "扩擴扫掃扬揚护護担擔据據挂掛挥揮损損换換择擇拥擁拦攔断斷无無旧舊显顯术術机機杀殺杂雜条條极極构構标標"
    "树樹样樣检檢楼樓归歸气氣汇匯汉漢没沒浅淺济濟浏瀏涨漲润潤热熱爱愛独獨猎獵环環产產画畫疗療盘盤监監"
    "礼禮离離种種积積称稱穷窮笔筆签簽简簡类類粮糧紧緊约約级級纪紀纳納线線组組细細终終经經绑綁结結绝絕"
    "统統继繼绩績续續绿綠编編缘緣罚罰脑腦节節获獲营營虽雖补補装裝规規视視觉覺触觸误誤谢謝轨軌轮輪软軟"
    "轻輕较較输輸边邊达達迁遷运運连連适適选選递遞邮郵释釋里裡长長闲閒随隨难難韩韓项項顺順须須预預领領"
    "频頻题題额額风風飞飛饭飯馆館骗騙鱼魚鸟鳥麦麥齐齊龙龍价價众眾优優传傳伤傷体體余餘侧側债債"
    "儿兒关關兴興养養写寫军軍农農冲沖决決况況几幾创創则則别別剧劇劝勸"
)
TRADITIONAL = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
SIMPLIFIED = {traditional: simplified for simplified, traditional in TRADITIONAL.items()}

# Readings of the characters of HIDDEN_ZH, without tones. Source: Hanyu Pinyin as any dictionary gives it.
_PINYIN = (
    "助zhu 记ji 词ci 私si 钥yao 验yan 证zheng 码ma 密mi 资zi 金jin 登deng 录lu 支zhi 付fu 转zhuan 账zhang 汇hui "
    "款kuan 打da 客ke 服fu 微wei 信xin 钱qian 包bao 链lian 接jie 户hu 号hao 解jie 冻dong 结jie 充chong 值zhi "
    "提ti 币bi 现xian 官guan 方fang 欧ou 易yi 身shen 份fen 银yin 行hang 卡ka 二er 维wei 扫sao 短duan 手shou "
    "机ji 下xia 载zai 点dian 击ji 交jiao 所suo 保bao 续xu 费fei 押ya 封feng 风feng 控kong 清qing 退tui 空kong "
    "投tou 返fan 利li 导dao 师shi 收shou 益yi 带dai 单dan 内nei 幕mu 稳wen 赚zhuan 套tao 授shou 权quan 注zhu "
    "册ce 电dian 报bao 宝bao 公gong 众zhong 加jia 群qun 进jin 屏ping 共gong 享xiang 远yuan 程cheng 洗xi 安an "
    "专zhuan 员yuan 理li 赔pei 贷dai 刷shua 兼jian 职zhi 佣yong 聊liao 比bi 特te 泰tai 达da 平ping 台tai 全quan"
)
PINYIN = {piece[0]: piece[1:] for piece in _PINYIN.split()}

# Words whose initials alone are understood. Source: usage in chat and in trading groups.
INITIALS = {
    "助记词": "zjc", "验证码": "yzm", "银行卡": "yhk", "身份证": "sfz", "支付宝": "zfb", "微信": "vx", "二维码": "ewm",
    "资金密码": "zjmm", "登录密码": "dlmm", "支付密码": "zfmm", "手机号": "sjh", "交易所": "jys", "保证金": "bzj",
    "手续费": "sxf", "公众号": "gzh",
}  # fmt: skip

# Characters as their parts. Source: own analysis of the printed forms; radicals in their short form.
_PARTS = (
    "助且力 记讠己 词讠司 私禾厶 钥钅月 验马佥 证讠正 码石马 密宓山 转车专 账贝长 客宀各 服月艮 信亻言 钱钅戋 链钅连 "
    "接扌妾 解角刀牛 冻冫东 结纟吉 值亻直 提扌是 现王见 欧区欠 易日勿 银钅艮 行彳亍 扫扌彐 短矢豆 机木几 载车戈 "
    "点占灬 资次贝 汇氵匚 付亻寸 打扌丁 押扌甲 控扌空 授扌受 权木又 投扌殳 利禾刂 加力口 群君羊 洗氵先 "
    "赚贝兼 理王里 贷代贝 赔贝咅 佣亻用 保亻呆 号口丂 份亻分 维纟隹 注氵主 清氵青 封圭寸 程禾呈 聊耳卯 台厶口"
)
PARTS = {piece[0]: piece[1:] for piece in _PARTS.split()}
FULL_RADICALS = str.maketrans("讠钅氵扌亻纟", "言金水手人糸")

# Characters of the same sound. Source: own list, from pinyin.
_SAME_SOUND = (
    "助注住 记计寄纪 词磁辞慈 私丝思司 钥要药耀 验严雁燕 证正政症 码马玛吗 密蜜秘觅 转专砖 账帐涨仗 客克刻可 "
    "服福府扶 微薇威维 信心芯欣 钱前乾 包苞胞 链连涟莲 接节街 户护沪 号浩皓 解界姐 冻栋洞 充冲 值直职 提题体 "
    "币必毕 现线限 官关观 方坊芳 欧鸥偶 易意义 银吟寅 卡咔 付富附 扫嫂 短断 点典 击机 款宽 汇会惠 金斤今 "
    "资姿咨 登灯 录路陆 支之知 投头 导岛 保宝 押鸭 封峰 控孔 授受售 带代 单丹"
)
SAME_SOUND = {piece[0]: piece[1:] for piece in _SAME_SOUND.split()}

# Characters that look nearly the same. Source: own list of shared components and printed likeness.
_SAME_SHAPE = (
    "钥銊玥 私払秐 助肋勖 记纪 词伺祠 验检险 证征 码玛妈 密宻 转砖 账帐胀 钱浅线 包苞 链涟 接椄 客咯 "
    "微徽薇 信倍 户尸戸 解懈觧 冻栋 充允 值植 提题堤 币帀 官宫 欧殴 易昜 银很 卡咔 款欵"
)
SAME_SHAPE = {piece[0]: piece[1:] for piece in _SAME_SHAPE.split()}

# Pictures and letters for words and syllables. Source: usage in chat; 飞机 (plane) means Telegram.
PICTURES = {
    "微信": ("微❤", "薇❤️", "V信", "w信", "💚信"), "验证码": ("验证🐎", "验证🐴"), "密码": ("密🐎", "㊙️码"),
    "私钥": ("私🔑", "厶🔑"), "钱包": ("💰包", "👛"), "银行卡": ("银行💳", "🏦卡"), "电报": ("✈️", "纸飞机", "tg"),
    "链接": ("🔗", "链🔗"), "比特币": ("🅱️特币", "大饼"), "加群": ("➕群",), "转账": ("转💰",),
    "手机号": ("📱号", "手🐔号"), "okx": ("🆗X", "0️⃣KX", "OK❌"), "link": ("🔗",), "wallet": ("👛", "w💰llet"),
    "private key": ("private 🔑",), "bitcoin": ("₿itcoin",), "telegram": ("✈️gram", "t3l3gram"), "okex": ("🆗ex",),
}  # fmt: skip

# Letters of other scripts that look like Latin ones. Source: Unicode confusables.txt (UTS #39), the clearest ones.
CYRILLIC = dict(zip("aceijopsxyhABCEHIJKMOPSTXY", "асеіјорѕхуһАВСЕНІЈКМОРЅТХУ", strict=True))
GREEK = dict(zip("aeiknoptuvwxyABEZHIKMNOPTYX", "αεικηορτυνωχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True))
RARE = {
    "A": "ᎪꓮⲀ", "B": "Ᏼꓐ", "C": "ᏟꓚⲤ", "D": "Ꭰꓓ", "E": "Ꭼꓰ", "H": "Ꮋꓧ", "J": "Ꭻꓙ", "K": "Ꮶꓗ", "L": "Ꮮꓡ", "M": "Ꮇꓟ",
    "O": "ꓳՕ", "P": "Ꮲꓑ", "R": "Ꮢꓣ", "S": "Ꮪꓢ", "T": "Ꭲꓔ", "V": "Ꮩꓦ", "W": "Ꮃꓪ", "X": "ꓫ", "Z": "Ꮓꓜ",
    "a": "ɑ", "c": "ⅽ", "d": "ԁⅾ", "g": "ɡ", "h": "հ", "i": "ⅰı", "l": "ⅼӏ", "n": "ո", "o": "օჿ", "p": "ⲣ", "q": "ԛ",
    "u": "սꞟ", "v": "ⅴᴠ", "w": "ԝᴡ", "x": "ⅹ",
}  # fmt: skip
LATIN_FOR_CYRILLIC = dict(zip("асеіјорхуАВЕКМНОРСТХУ", "aceijopxyABEKMHOPCTXY", strict=True))

# The remaining alphabets. Source: Unicode names charts (IPA and phonetic extensions), as "fancy text" sites use them.
UPSIDE_DOWN = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,?!'\"()[]&_",
        "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz∀ꓭƆᗡƎℲ⅁HIſꓘ˥WNOԀꝹꓤSꓕ∩ΛMX⅄Z0ƖᄅƐㄣϛ9ㄥ86˙'¿¡,„)(][⅋‾",
        strict=True,
    )
)
SMALL_CAPITALS = dict(zip("abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
SUPERSCRIPTS = dict(zip("abcdefghijklmnoprstuvwxyz0123456789", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
ACCENTED = {"a": "áàäâåã", "c": "çćč", "e": "éèëêē", "i": "íìïîī", "n": "ñńň", "o": "óòöôõø", "s": "śšş", "t": "ťţ",
            "u": "úùüûū", "w": "ŵẅ", "y": "ýÿŷ", "z": "žż", "k": "ķ", "l": "ĺļł", "r": "ŕř", "d": "ďđ"}  # fmt: skip

# Source: "leetspeak" as in chat and in user names; the second table is how bad print reads.
LEET = {"a": "4@", "b": "8", "e": "3€", "g": "9", "i": "1!", "l": "1|", "o": "0", "s": "5$", "t": "7+", "z": "2"}
LETTER_SHAPES = {"w": ("vv",), "m": ("rn",), "d": ("cl",), "l": ("I", "1"), "i": ("l",), "o": ("0",)}

# Digits as words and as signs. Source: Chinese financial numerals, plain numerals, and spoken ones (幺 for one).
NUMBER_STYLES = ("零壹贰叁肆伍陆柒捌玖", "〇一二三四五六七八九", "零幺两三四五六七八九", "零壹二叁四伍六柒八玖")
NUMBER_WORDS = _listed("zero|one|two|three|four|five|six|seven|eight|nine")
DIGIT_SIGNS = ("⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾", "🄋➀➁➂➃➄➅➆➇➈", "０１２３４５６７８９", "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡")

# Marks that take no room, marks over or through letters, and separators. Source: Unicode code charts.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u2063\u034f\u180e"
COMBINING = "\u0336\u0335\u0338\u0332\u0307\u0323\u0301\u0308\u20dd"
EMOJI = ("🌟", "✨", "🔥", "❤️", "💎", "👉", "🍀", "⭐", "🎁", "😊", "🚀", "✅")
MARKS = ("/", "|", "_", "~", "-", "，", "、", "+", "=", "^")

# Where alphabets for "fancy" letters begin: capital A, small a. Source: Unicode blocks Mathematical Alphanumeric
# Symbols, Enclosed Alphanumerics and their supplement. Small letters fall back on capitals where there are none.
MATH_STARTS = ((0x1D400, 0x1D41A), (0x1D468, 0x1D482), (0x1D4D0, 0x1D4EA), (0x1D56C, 0x1D586), (0x1D5A0, 0x1D5BA),
               (0x1D5D4, 0x1D5EE), (0x1D608, 0x1D622), (0x1D63C, 0x1D656), (0x1D670, 0x1D68A))  # fmt: skip
CIRCLED_STARTS = ((0x24B6, 0x24D0), (0x1F150, 0x1F150), (0x249C, 0x249C))
BOXED_STARTS = ((0x1F130, 0x1F130), (0x1F170, 0x1F170), (0x1F1E6, 0x1F1E6))
