"""Fingerprints as two people compare them by telephone: groups of digits, or words."""

from __future__ import annotations

DIGIT_GROUPS, DIGITS_IN_GROUP = 8, 4
WORD_COUNT = 10


def digits(fingerprint: str) -> str:
    """A SHA-256 (hex) as eight groups of four digits: its number modulo 10^32, about 106 bits."""
    count = DIGIT_GROUPS * DIGITS_IN_GROUP
    text = f"{int(fingerprint, 16) % 10**count:0{count}d}"
    return " ".join(text[at : at + DIGITS_IN_GROUP] for at in range(0, count, DIGITS_IN_GROUP))


def words(fingerprint: str) -> str:
    """A SHA-256 (hex) as ten words, one for each of its first ten bytes: 80 bits."""
    return " ".join(WORDS[byte] for byte in bytes.fromhex(fingerprint)[:WORD_COUNT])


# Two characters each; no two sound alike without tones, nor where zh-z, ch-c, sh-s, n-l, hu-f, -ng and -n are one
# as in Sichuan; at most two begin alike. The order is part of the meaning: it is never changed.
_ROWS = (
    "安静 白菜 白云 宝塔 报纸 背包 鞭炮 饼干 冰箱 玻璃 彩虹 草原 茶杯 长城 唱歌 超市",
    "车票 车站 城市 赤道 重阳 厨房 厨师 床单 窗花 春节 春天 聪明 大米 大蒜 单车 蛋糕",
    "当归 稻谷 灯光 登山 地铁 地图 电话 电视 钓鱼 冬瓜 冬天 豆腐 豆浆 端午 对联 峨眉",
    "二胡 耳机 番茄 飞机 粉条 风扇 干净 钢笔 钢铁 高兴 哥哥 歌曲 公鸡 公交 枸杞 故事",
    "骨头 瓜子 广场 光荣 桂花 锅盖 果汁 海洋 河流 核桃 黑夜 红旗 狐狸 湖泊 花椒 花生",
    "黄瓜 黄金 彗星 火柴 火车 机场 鸡蛋 肩膀 键盘 酱油 饺子 街道 姐姐 警察 经理 舅舅",
    "酒瓶 菊花 橘子 军号 军人 卡车 咖啡 开水 烤鸭 客厅 孔雀 空调 会计 快乐 辣椒 蜡烛",
    "蓝天 老虎 老师 雷达 梨树 凉粉 邻居 楼梯 轮船 萝卜 骆驼 绿茶 律师 麻雀 蚂蚁 馒头",
    "毛笔 毛衣 玫瑰 梅花 门窗 梦想 米饭 蜜蜂 面包 棉花 明亮 茉莉 墨水 木材 牡丹 奶奶",
    "南瓜 泥土 牛奶 牛肉 农村 农民 努力 排球 螃蟹 跑步 泡菜 朋友 琵琶 皮鞋 平安 苹果",
    "葡萄 汽车 气球 铅笔 谦虚 桥梁 蜻蜓 青蛙 秋天 热闹 热汤 人参 认真 日历 扫帚 森林",
    "沙发 沙漠 善良 山水 商店 生姜 石头 首都 手套 书本 霜降 水壶 丝绸 松鼠 塑料 太阳",
    "弹簧 糖果 汤圆 桃花 天鹅 跳绳 跳舞 铁路 铜鼓 同学 头发 土豆 团结 陀螺 碗筷 晚上",
    "网球 围墙 温暖 卧室 乌龟 乌鸦 西瓜 喜鹊 下棋 夏天 县城 相机 香蕉 小麦 信封 星期",
    "熊猫 雪花 学校 牙齿 盐巴 眼镜 羊毛 阳台 钥匙 爷爷 医生 医院 银行 樱桃 勇敢 邮票",
    "游泳 雨伞 雨衣 元旦 月饼 月亮 早晨 照片 枕头 纸张 蜘蛛 钟表 中午 桌子 足球 作家",
)
WORDS = tuple(word for row in _ROWS for word in row.split(" "))
