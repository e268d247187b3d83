/**
 * Simplified and traditional characters, as far as telephone talk needs them: recognisers write one or the other for the same
 * speech. Not a converter for publishing: where one simplified character stands for several (发, 后, 里), the commonest
 * in talk is taken.
 */

/** Simplified, traditional, simplified, traditional … */
const PAIRS =
  '预預约約时時间間电電话話号號码碼转轉开開门門关關点點钟鐘医醫诊診广廣东東语語汉漢国國华華粤粵听聽读讀说說讲講请請问問谢謝对對错錯没沒' +
  '让讓给給单單订訂货貨买買卖賣钱錢价價员員经經办辦会會来來几幾两兩个個这這边邊后後礼禮周週么麼为為还還过過当當应應该該岁歲从從现現实實' +
  '体體头頭脸臉药藥见見觉覺认認识識变變换換动動车車发發帮幫写寫吗嗎账賬户戶余餘额額费費据據历歷记記录錄系係紧緊热熱冷冷冻凍汤湯饭飯' +
  '面面鸡雞鸭鴨鱼魚虾蝦猪豬马馬鸟鳥龙龍龟龜饮飲馆館馄餛饨飩饺餃饼餅馒饅饿餓饱飽饰飾们們样樣种種数數类類报報级級线線网網络絡组組织織红紅' +
  '绿綠蓝藍黄黃银銀铁鐵铜銅钢鋼铃鈴锁鎖键鍵镜鏡长長张張刘劉陈陳杨楊吴吳赵趙孙孫郑鄭冯馮卢盧蒋蔣贾賈谭譚邓鄧许許韩韓阎閻余余汤湯' +
  '叶葉苏蘇吕呂顾顧龚龔邹鄒庄莊严嚴钱錢侯侯贺賀赖賴罗羅梁梁宋宋欧歐肖蕭萧蕭闲閑宾賓丽麗凤鳳莲蓮伟偉杰傑强強军軍剑劍锋鋒辉輝荣榮贵貴' +
  '云雲兰蘭贤賢义義宁寧庆慶飞飛达達远遠进進连連选選运運迟遲边邊递遞适適逻邏遗遺邮郵区區场場块塊坏壞坚堅坛壇垫墊墙牆处處备備复復够夠夹夾' +
  '妇婦妈媽娱娛婴嬰学學宝寶审審宽寬对對寻尋导導将將尔爾尘塵尝嘗层層届屆属屬岛島岭嶺峡峽币幣师師带帶帐帳并並库庫废廢归歸彻徹忆憶怀懷态態' +
  '总總恶惡悬懸惊驚惯慣愿願戏戲战戰户戶扑撲执執扩擴扫掃扬揚护護担擔拟擬拥擁拨撥择擇挂掛挡擋挤擠挥揮损損捡撿据據掷擲摄攝摆擺摇搖撑撐敌敵' +
  '断斷无無旧舊显顯晓曉暂暫术術机機杀殺杂雜权權条條极極构構枪槍柜櫃标標栏欄树樹桥橋档檔检檢楼樓欢歡歼殲残殘气氣汇匯沟溝泪淚泽澤洁潔浅淺' +
  '测測济濟浏瀏浓濃涂塗涨漲润潤渐漸温溫湿濕湾灣满滿滞滯灭滅灯燈灵靈炉爐炼煉烂爛烟煙烦煩烧燒爱愛爷爺牵牽状狀犹猶独獨狮獅猫貓献獻环環' +
  '现現玛瑪琐瑣画畫畅暢疗療疯瘋痒癢瘾癮皱皺盐鹽监監盖蓋盘盤着著矫矯矿礦础礎确確祸禍离離积積称稱税稅稳穩窗窗窝窩竞競笔筆筑築筛篩签簽简簡' +
  '箱箱粮糧纠糾约約纯純纱紗纸紙纹紋细細终終绍紹结結绕繞绘繪绝絕统統继繼绩績续續维維绵綿综綜缓緩编編缘緣缩縮缴繳罚罰职職联聯聪聰肠腸肤膚肾腎' +
  '肿腫胀脹胜勝脏臟脑腦脚腳脱脫腾騰舰艦艺藝节節荐薦荣榮药藥获獲虑慮虚虛虽雖蚀蝕蛮蠻补補装裝规規视視觉覺览覽触觸计計订訂讨討训訓议議讯訊' +
  '许許论論设設访訪证證评評词詞试試诗詩诚誠询詢详詳误誤调調谁誰课課谈談谊誼谓謂谢謝谱譜贝貝负負财財责責败敗质質贩販贪貪贫貧购購贯貫贴貼贷貸' +
  '贸貿费費赁賃资資赏賞赔賠赚賺赛賽赞贊赠贈赶趕趋趨跃躍践踐踪蹤身身轮輪软軟轻輕载載较較辅輔辆輛输輸辞辭辩辯边邊适適遥遙邻鄰郁鬱酱醬酿釀释釋' +
  '里裏针針钓釣钥鑰铁鐵铺鋪销銷锅鍋错錯锦錦镇鎮闭閉闯闖闷悶闹鬧闻聞阅閱阳陽阴陰阵陣阶階际際陆陸随隨隐隱难難雾霧静靜页頁顶頂项項顺順须須预預领領' +
  '频頻颗顆题題颜顏额額风風饮飲饼餅驾駕验驗骑騎骗騙骨骨鲜鮮鸣鳴麦麥黑黑齐齊齿齒龄齡与與专專业業丛叢丢丟严嚴丰豐临臨举舉乐樂乡鄉书書争爭亏虧' +
  '产產亲親亿億仅僅仪儀优優伙夥传傳伤傷伦倫伪偽侧側侦偵侨僑债債倾傾储儲儿兒党黨兑兌兽獸养養写寫农農决決况況净淨减減凭憑击擊刚剛创創别別删刪' +
  '剂劑剧劇劝勸务務劳勞势勢协協卖賣卫衛厂廠厅廳历歷压壓厨廚县縣参參双雙变變叙敘号號叹嘆吓嚇吨噸启啟员員呕嘔响響哑啞唤喚啰囉啬嗇围圍园園' +
  '圆圓图圖团團圣聖坟墳垃垃挣掙摊攤缠纏码碼础礎确確袜襪裤褲诊診诈詐谎謊谨謹跃躍迁遷违違迹跡逊遜钻鑽铅鉛链鏈闸閘阔闊陕陝雇僱顽頑颁頒颈頸饥飢' +
  '驶駛骚騷鹅鵝鸽鴿龈齦万萬内內册冊写寫冲沖决決凉涼净淨则則刘劉剩剩协協单單占佔卢盧吴吳听聽唇脣园園国國坝壩执執够夠夺奪奖獎妆妝姜薑娇嬌' +
  '孙孫宠寵宪憲宫宮审審将將尽盡届屆岗崗巩鞏帅帥师師庙廟张張弹彈归歸惠惠惨慘愤憤挽挽插插摔摔柠檸栈棧样樣桌桌梦夢梯梯椭橢槟檳毕畢汉漢沪滬浇澆涩澀' +
  '湖湖滚滾滤濾灾災炸炸烫燙焕煥牺犧猎獵环環疮瘡痴癡眼眼睁睜矶磯碍礙祷禱种種窃竊竖豎笼籠粪糞纪紀纤纖纲綱纳納纽紐练練绒絨绑綁绣繡绳繩缺缺罢罷耻恥肃肅' +
  '胆膽胡胡胶膠舍捨舱艙艰艱芦蘆苹蘋范範茧繭荔荔萝蘿蒙蒙蓝藍蔷薔虫蟲袭襲誉譽识識诉訴诞誕诱誘谅諒谜謎贡貢贱賤贵貴赌賭轨軌轰轟辉輝辑輯迈邁迎迎' +
  '逛逛邀邀针針钞鈔钩鉤铝鋁锐銳锡錫锻鍛锤錘长長闪閃闽閩阁閣阅閱队隊陈陳陷陷隶隸雏雛颠顛飘飄饲飼馈饋驱驅驻駐髒髒鳄鱷鹤鶴龙龍伞傘仓倉侠俠俭儉偿償';

/** Other traditional forms of what has one simplified form. */
const MORE_TRADITIONAL = '里裡发髮面麵钟鍾台臺只隻只衹干乾干幹系繫系繋历曆复複复覆谷穀制製余餘准準卷捲斗鬥松鬆姜姜于於着着咸鹹线綫吃喫里裏群羣床牀峰峯' +
  '说説脱脫没沒卫衞温溫税稅录録悦悅锈鏽众眾众衆踪踪吓嚇荐薦秘祕启啓群羣灶竈';

const toTrad = new Map<string, string>();
const toSimp = new Map<string, string>();

for (const [table, both] of [
  [PAIRS, true],
  [MORE_TRADITIONAL, false],
] as const) {
  const characters = [...table];
  for (let i = 0; i + 1 < characters.length; i += 2) {
    const [simplified, traditional] = [characters[i], characters[i + 1]];
    if (simplified === undefined || traditional === undefined || simplified === traditional) continue;
    if (both && !toTrad.has(simplified)) toTrad.set(simplified, traditional);
    if (!toSimp.has(traditional)) toSimp.set(traditional, simplified);
  }
}

function replaced(text: string, table: ReadonlyMap<string, string>): string {
  let out = '';
  for (const character of text) out += table.get(character) ?? character;
  return out;
}

/** One spelling for traditional and simplified: the simplified one, to which the way is nearly always unambiguous. */
export function simplified(text: string): string {
  return replaced(text, toSimp);
}

/** The traditional form, in its commonest sense where there are several. */
export function traditional(text: string): string {
  return replaced(text, toTrad);
}
