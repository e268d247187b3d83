/**
 * Chinese words that exclude each other, Cantonese and Mandarin together. The first word of a side names it, as in the
 * English lists: callers in Hong Kong say "book" and "cancel" too.
 */
export const sides = `
switch: turn on, 開着, 開燈, 開冷氣, 開機, 打開, 開返, 開動, 着燈 / turn off, 熄, 熄燈, 熄咗, 關燈, 關機, 關掉, 熄冷氣, 關冷氣, 閂冷氣
hours: open, 開門, 開店, 開舖, 開鋪, 開, 開始, 營業, 返工, 上班, 開張, 開放, 開業, 開檔, 開市, 開工, 開戶 / close, 關門, 閂門, 關, 閂, 收工, 收舖, 收鋪, 打烊, 下班, 放工, 結束, 休息, 休業, 停業, 截止, 完, 收檔, 收市, 完結
act: book, 預約, 訂位, 訂枱, 訂檯, 訂座, 預訂, 預定, 約, 訂, 訂房, book位, book枱, 掛號, 排期 / !cancel, 取消, cut, 退訂, 作廢, 撤銷 / !change, 改, 更改, 改期, 轉, 更換, 換, 修改, 更新, 調, 延期, 推遲, 改到, 改時間, 押後, 提早, 提前, 變更 / confirm, 確認, 核實 / check, 查, 查詢, 查下, 查一下, 睇返, 追蹤, track / order, 落單, 下單, 叫外賣, 點餐, 叫嘢食 / !complain, 投訴
trade: buy, 買, 購買, 購, 買入, 入貨 / sell, 賣, 出售, 售, 賣出, 沽, 沽出, 拋售 / rent, 租, 租用, 出租
borrow: borrow, 借入, 同你借 / lend, 借出, 借畀, 借給
post: send, 寄, 發, 發送, 傳, 寄出, 寄去, 發出, 寄畀, 交貨, 出貨 / receive, 收到, 收貨, 收件, 簽收, 接收
fulfil: deliver, 送貨, 外送, 派送, 配送, 送上門, 送, 速遞, 快遞, 上門送, 派件 / collect, 自取, 攞, 取貨, 自提, 提貨, 拎, 領取, 外賣自取, 上門收, 取件
travel: arrive, 到達, 抵達, 到埗, 到站 / depart, 出發, 離開, 起飛, 走, 開出, 離境
direction: 去程, 去 / 返, 返嚟, 回程, 返程, 回來, 回
refund: pay, 付款, 畀錢, 俾錢, 付錢, 找數, 找卡數, 付, 繳費, 交費, 繳付, 交錢, 埋單, 結賬, 買單, 支付, 還款, 付費, 交, 繳 / !refund, 退款, 退錢, 退費, 攞返錢, 退還
bank: deposit, 存, 存款, 存錢, 入錢, 存入, 充值, 增值, 入數, 存進 / withdraw, 提款, 撳錢, 取錢, 取款, 提取, 攞錢, 提現 / transfer, 轉賬, 轉帳, 過數, 匯款, 轉錢
cardtype: credit card, 信用卡 / debit card, 扣賬卡, 借記卡, 提款卡, 銀行卡, 儲蓄卡 / gift card, 禮品卡, 禮券
enable: !activate, 啟用, 激活, 開通, 解鎖, 解凍, 恢復, 啟動, 開啟, 解除 / !block, 停用, 凍結, 鎖, 暫停, 掛失, 停卡, 鎖住, 禁用, 關閉, 停, 停止, 封鎖
join: !register, 登記, 註冊, 申請, 報名, 加入, 入會, 訂閱, 開會員 / !unsubscribe, 退出, 退會, 註銷, 取消訂閱, 退訂閱
session: log in, 登入, 登錄, 登陸 / log out, 登出, 退出登錄
stay: check in, 入住, 入住手續 / check out, 退房, 退房手續
plus: !add, 加, 增加, 加多, 加埋, 添加, 新增, 連, 包括, 包, 加返, 加上 / !remove, 減, 刪除, 刪, 減少, 走冰, 去掉, 減去, 唔包, 不包括, 除去
raise: !increase, 提高, 升, 升級, 上升, 加價, 漲, 漲價, 調高, 提升, 上調 / !decrease, 降低, 降, 降級, 下降, 減價, 跌, 降價, 調低, 減低, 下調
more: 多啲, 多點, 多一點, 更多, 多些, 多 / 少啲, 少點, 少一點, 更少, 少些, 少, 少冰
most: 最多, 最大, 最高, 至多 / 最少, 最低, 起碼, 至少, 最小
limit: 以上, 超過, 多過, 大過, 高於, 大於 / 以下, 低過, 少過, 不足, 低於, 小於, 細過
size: 大, 大碼, 大份, 大啲, 大號, 大杯 / 細, 小, 細碼, 小份, 細啲, 小號, 細份, 小碼, 小杯, 細杯 / 中碼, 中份, 中號, 中杯
length: 長, 長啲, 長一點 / 短, 短啲, 短一點
price: 平, 便宜, 平啲, 最平, 最便宜 / 貴, 最貴, 昂貴, 貴啲 / free, 免費, 唔使錢, 不用錢, 唔收錢
sequence: before, 之前, 以前, 前 / after, 之後, 以後, 後, 然後, 過後 / 期間 / until, 為止
early: 早, 早啲, 早一點, 早點, 最早 / 遲, 晚點, 晚一點, 遲啲, 最遲, 遲到, 最晚
rank: 首, 首個, 頭, 頭先 / last, 最後, 尾, 上一次, 上次 / 下次, 下一個, 下一班
inout: inside, 入面, 裡面, 那裡面, 這裡面, 裏面, 室內, 入, 入嚟, 入去, 進, 進來, 進去, 堂食, 內 / outside, 出面, 外面, 室外, 出, 出嚟, 出去, 外, 戶外 / 近, 附近, 周邊, 最近, 就近, 隔籬 / 遠, 離得遠
updown: 上, 上去, 上車, 上樓, 上嚟, 樓上 / 落, 下去, 落車, 下車, 落樓, 下樓, 落嚟, 樓下, 落去, 下來
leftright: 左, 左邊, 左面, 左手 / 右, 右邊, 右面, 右手
face: 前面, 前門, 正門, 前台 / 後面, 後門
compass: 南, 南面 / 北, 北面 / 東, 東面 / 西, 西面
door: 入口, 進口 / 出口
range: 本地, 國內, 境內, 市內, 本港 / 海外, 國外, 國際, 境外, 外國
trip: 單程 / 來回, 雙程, 往返
heat: 熱, 熱飲, 暖, 暖氣 / 凍, 冷, 冰, 凍飲, 冷氣, 涼, 空調, 少冰
age: new, 新, 第一次, 初診, 首次, 新客 / old, 舊, 覆診, 復診, 複診, 現有, 舊客, 老客戶
goodbad: 好, 好嘅 / 差, 壞, 爛
rightwrong: 啱, 正確, 對, 沒錯, 冇錯 / 錯, 錯誤, 弄錯, 搞錯
same: 一樣, 相同, 同樣 / 不同, 唔同, 另外, 其他, 第二個, 別的, 另一
fullness: 滿, 爆滿, full, 坐滿, 客滿 / 空, 空位, 有位, 空置
pace: 快, 快啲, 即時, 加急, 快點, 特快, 最快 / 慢, 慢啲, 普通, 標準
access: 公立, 公家, 公開, 政府 / 私家, 私人, 私立
occupancy: 單人 / 雙人 / 三人, 家庭房
purpose: personal, 個人, 自己 / business, 公司, 商業, 企業
site: 屋企, 在家, 家裡, 上門 / 公司裏, 辦公室
gender: male, 男, 男士, 男仔, 先生, 男性, 男裝, 男人, 男醫生, 男生 / female, 女, 女士, 女仔, 小姐, 太太, 女性, 女裝, 女人, 女醫生, 女生
person: adult, 成人, 大人 / child, 小朋友, 細路, 兒童, 小孩, 孩子, bb, 嬰兒, 寶寶 / senior, 長者, 老人, 老人家, 長輩
kin: husband, 老公, 先生嘅, 丈夫 / wife, 老婆, 妻子 / son, 個仔, 兒子 / daughter, 個女, 女兒 / mother, 媽媽, 阿媽, 媽咪, 母親, 媽 / father, 爸爸, 阿爸, 爹哋, 父親, 爸 / friend, 朋友 / brother, 哥哥, 弟弟, 細佬, 阿哥, 兄弟 / sister, 姐姐, 妹妹, 家姐, 阿妹, 姊妹
meal: breakfast, 早餐, 早茶 / lunch, 午餐, 晏晝飯, 午飯, 午市, 晏 / dinner, 晚餐, 晚飯, 晚市 / 下午茶 / 宵夜, 夜宵
method: cash, 現金, 現鈔 / card, 刷卡, 碌卡, 拍卡 / cheque, 支票 / alipay, 支付寶 / wechat, 微信, 微信支付 / fps, 轉數快 / octopus, 八達通, payme
account: current account, 來往戶口, 支票戶口, 活期 / savings account, 儲蓄戶口, 儲蓄賬戶, 定期 / joint account, 聯名戶口, 聯名賬戶
channel: email, 電郵, 電子郵件, 郵箱 / phone, 打電話, 致電 / text, 短訊, 短信, sms, 簡訊 / letter, 信件, 平郵 / whatsapp
venue: online, 網上, 上網, 線上, 網站, app, 手機應用 / in person, 親身, 親自, 門市, 現場, 到店, 店裡, 舖頭
staff: doctor, 醫生, 醫師, 大夫 / nurse, 護士, 姑娘 / dentist, 牙醫 / manager, 經理, 主管 / stylist, 髮型師, 設計師, 理髮師 / therapist, 治療師, 物理治療師 / driver, 司機
colour: red, 紅, 紅色 / blue, 藍, 藍色 / green, 綠, 綠色 / yellow, 黃色 / black, 黑, 黑色 / white, 白, 白色 / grey, 灰, 灰色 / 啡色, 棕色, 咖啡色 / pink, 粉紅, 粉紅色 / purple, 紫, 紫色 / orange, 橙色 / silver, 銀色 / gold, 金色
harm: !lost, 唔見咗, 唔見, 遺失, 丟失, 丟了, 跌咗, 不見了, 丟 / !stolen, 被偷, 畀人偷, 俾人偷, 被盜, 盜, 偷 / !damaged, 壞咗, 爛咗, 損壞, 壞了, 破損, 整爛 / found, 搵返, 找到, 搵到
verdict: !accept, 接受, 批准, 同意, 批, 通過 / !decline, 拒絕, 拒, 反對, 拒收
permit: allow, 准, 准許, 允許 / forbid, 禁止, 嚴禁
validity: valid, 有效, 生效 / expired, 過期, 失效, 到期
avail: available, 有貨, 現貨, 有得 / unavailable, 缺貨, 斷貨, 冇貨, 沒貨, 賣晒, 賣完, 售罄
result: pass, 成功, 合格 / fail, 失敗, 唔合格, 不合格, 不成功
install: install, 安裝, 裝 / uninstall, 卸載, 拆
link: connect, 連接, 駁 / disconnect, 斷線, 斷開, 斷
load: upload, 上載, 上傳 / download, 下載
whose: my, 我嘅, 我的, 我個, 我張, 我部, 我份, 我條, 我件, 我單, 我架, 我哋嘅, 我們的 / your, 你嘅, 你的, 你個, 你哋嘅, 你們的, 您的, 你哋個, 你張, 你部, 貴 / his, 佢嘅, 他的, 她的, 佢個, 佢張, 佢哋嘅, 他們的
only: !only, 只, 淨係, 淨, 只係, 只有, 只是, 僅, 得返
except: !except, 除咗, 除了, 以外
instead: !instead of, 代替, 而唔係, 而不是
amount: all, 全部, 所有, 成個, 成張, 整個, 晒, 每, 每個, 通通 / some, 部分, 一部分, 有啲, 有些
again: !again, 再, 再次, 重新
permanence: temporary, 臨時, 短期 / permanent, 永久, 長期, 永遠
condition: if, 如果, 假如, 要是
sweet: 甜 / 鹹, 咸 / 辣 / 酸
diet: 素食, 齋, 食素, 吃素 / 清真
towards: !caller, 打畀我, 打俾我, 打給我, 打返畀我, 打返俾我, 覆我, 回電給我, 聯絡我, 聯繫我, 畀我, 俾我, 給我, 回覆我, 話我知, 通知我 / !agent, 打畀你, 打俾你, 打給你, 打返畀你, 打返俾你, 覆你, 聯絡你, 聯繫你, 搵你, 畀你, 俾你, 給你, 找你, 通知你, 話你知
stairs: 樓梯 / 電梯, 𨋢, 扶手電梯
vehicle: car, 揸車, 開車, 自駕, 車 / bus, 巴士, 公交, 公車 / mtr, 地鐵, 港鐵, 捷運 / taxi, 的士, 出租車, 計程車 / 小巴 / 火車, 高鐵 / 飛機, 航班 / 渡輪, 船 / 行路, 走路, 步行, 行
lend: 畀人借 / 還, 歸還, 還返
win: 贏 / 輸
pull: 推 / 拉
season: 春 / 夏 / 秋 / 冬
plug: 插 / 拔
drink: still water, 清水 / 有氣水, 汽水
`;
