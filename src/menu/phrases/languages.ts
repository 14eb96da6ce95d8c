/** Phrases of one language other than English, by what they ask for. */
export interface Phrases {
  readonly greetings: readonly string[];
  readonly help: readonly string[];
  readonly status: readonly string[];
}

const split = (line: string): readonly string[] => line.split('|');

/** Greetings, and words for help and status, by language; in its own script and as people write it in Latin letters. */
export const LANGUAGES: Readonly<Record<string, Phrases>> = {
  zh: {
    greetings: split(
      '你好|您好|你们好|嗨|哈喽|哈啰|早|早上好|早安|下午好|晚上好|喂|在吗|在不在|ni hao|nihao|nin hao|zao shang hao|zaoan',
    ),
    help: split(
      '帮助|幫助|帮忙|帮我|帮帮我|求助|怎么用|如何使用|命令|菜单|说明|bangzhu|bang zhu|bangmang|zenme yong|zen me yong|caidan',
    ),
    status: split(
      '状态|狀態|情况|怎么样|一切正常吗|一切正常|正常吗|一切都好吗|都好吗|还好吗|你好吗|有问题吗|有什么问题|出了什么问题|概况|zhuangtai|zhuang tai|qingkuang|zenme yang|zenmeyang|hai hao ma|zhengchang ma',
    ),
  },
  hi: {
    greetings: split(
      'नमस्ते|नमस्कार|प्रणाम|राम राम|हैलो|हेलो|हाय|सुप्रभात|शुभ प्रभात|शुभ संध्या|namaste|namaskar|pranam|ram ram|suprabhat|shubh prabhat',
    ),
    help: split(
      'मदद|सहायता|मदद करो|मदद कीजिए|मदद चाहिए|कैसे काम करता है|madad|sahayata|madad karo|madad chahiye|meri madad karo|kaise kaam karta hai',
    ),
    status: split(
      'स्थिति|हाल|क्या हाल है|कैसे हो|कैसा है|सब ठीक है|सब ठीक|सब कैसा है|क्या चल रहा है|क्या समस्या है|कोई समस्या|sthiti|haal|kya haal hai|kya haal|kaise ho|kaisa hai|sab theek hai|sab thik hai|sab theek|sab thik|kya chal raha hai|koi samasya|koi dikkat',
    ),
  },
  es: {
    greetings: split(
      'hola|holaa|buenas|buenos dias|buen dia|buenas tardes|buenas noches|que tal|que onda|que hubo|saludos|oye',
    ),
    help: split(
      'ayuda|ayudame|ayuda por favor|necesito ayuda|comandos|instrucciones|como funciona|como funciona esto|que puedes hacer|opciones|como se usa',
    ),
    status: split(
      'estado|estatus|resumen|como esta|como esta todo|como va|como va todo|como estas|todo bien|esta todo bien|todo ok|todo en orden|que pasa|que paso|que esta mal|que esta caido|algun problema|hay problemas|hay algun problema|problemas|que falla|como andan las cosas',
    ),
  },
  ar: {
    greetings: split(
      'مرحبا|مرحباً|أهلا|اهلا|أهلاً|أهلا وسهلا|اهلا وسهلا|السلام عليكم|سلام عليكم|سلام|صباح الخير|مساء الخير|هاي|هلا|marhaba|ahlan|ahlan wa sahlan|salam|salaam|assalamu alaikum|as salamu alaykum|salam alaikum|salam aleikum|sabah al khair|sabah el kheir|masa al khair|masa el kheir',
    ),
    help: split(
      'مساعدة|المساعدة|ساعدني|النجدة|أحتاج مساعدة|احتاج مساعدة|كيف يعمل|كيف يعمل هذا|الأوامر|musaada|musaeada|musa3ada|saidni|sa3idni',
    ),
    status: split(
      'الحالة|حالة|الوضع|ما الحالة|كيف الحال|كيف حالك|كيف الأمور|هل كل شيء بخير|كل شيء تمام|كل شيء بخير|كله تمام|ما المشكلة|هل هناك مشكلة|مشاكل|ايش الوضع|شو الوضع|halah|al hala|kayf al hal|kaif al hal|kayf halak|kif halak|kaifa haluk|kolo tamam|kullu tamam|shu al wade3',
    ),
  },
  fr: {
    greetings: split('bonjour|bonsoir|salut|coucou|allo|bjr|slt|yo|hello|bien le bonjour|re'),
    help: split(
      'aide|aidez moi|aide moi|a l aide|au secours|besoin d aide|j ai besoin d aide|commandes|mode d emploi|comment ca marche|comment ca fonctionne|que peux tu faire|tu peux faire quoi|instructions',
    ),
    status: split(
      'statut|etat|etat des lieux|resume|bilan|ca va|comment ca va|comment ca se passe|comment vas tu|tout va bien|est ce que tout va bien|tout est ok|tout marche|tout fonctionne|quoi de neuf|qu est ce qui ne va pas|un probleme|des problemes|y a t il un probleme|problemes|qu est ce qui est en panne|en panne|des pannes',
    ),
  },
  bn: {
    greetings: split(
      'নমস্কার|নমস্তে|হ্যালো|হাই|সালাম|আসসালামু আলাইকুম|আস সালামু আলাইকুম|শুভ সকাল|শুভ সন্ধ্যা|শুভ অপরাহ্ন|nomoskar|nomoshkar|namaskar|assalamu alaikum|shubho sokal|suprobhat|shuvo sokal|shubho shokal',
    ),
    help: split(
      'সাহায্য|সহায়তা|সাহায্য করুন|সাহায্য করো|সাহায্য চাই|সাহায্য দরকার|কিভাবে কাজ করে|shahajjo|sahajjo|sahayata|shahajjo koro|shahajjo korun|shahajyo|sahajya',
    ),
    status: split(
      'অবস্থা|কি অবস্থা|কী অবস্থা|কেমন আছে|কেমন আছো|কেমন আছেন|সব ঠিক আছে|সব ঠিক আছে তো|সব কেমন আছে|সব কেমন চলছে|কী সমস্যা|কোনো সমস্যা|obostha|ki obostha|kemon acho|kemon achen|kemon ache|shob thik ache|sob thik ache|shob thik|kono somossa|kono shomossha',
    ),
  },
  pt: {
    greetings: split('oi|ola|oie|bom dia|boa tarde|boa noite|e ai|fala|opa|alo'),
    help: split(
      'ajuda|me ajuda|me ajude|ajuda por favor|preciso de ajuda|socorro|comandos|instrucoes|como funciona|como funciona isso|o que voce faz|o que voce pode fazer|opcoes|como usar',
    ),
    status: split(
      'estado|situacao|resumo|tudo bem|tudo bom|tudo certo|tudo ok|tudo em ordem|esta tudo bem|ta tudo bem|ta tudo certo|esta tudo certo|como esta|como esta tudo|como vai|como estao as coisas|o que esta fora do ar|o que caiu|algum problema|tem algum problema|ha algum problema|problemas|o que ha de errado',
    ),
  },
  ru: {
    greetings: split(
      'привет|приветик|здравствуйте|здравствуй|здрасте|здорово|добрый день|доброе утро|добрый вечер|хай|алло|privet|zdravstvuyte|zdravstvuy|zdorovo|dobryy den|dobry den|dobriy den|dobroe utro|dobryy vecher|dobry vecher',
    ),
    help: split(
      'помощь|помоги|помогите|помоги мне|справка|команды|инструкция|как это работает|как пользоваться|что ты умеешь|что умеешь|pomosh|pomoshch|pomosch|pomogi|pomogite|spravka|komandy|chto ty umeesh',
    ),
    status: split(
      'статус|состояние|сводка|обзор|как дела|как там|как там дела|как ты|все хорошо|всё хорошо|все в порядке|всё в порядке|все ок|всё ок|все нормально|всё нормально|все работает|всё работает|что сломалось|что не работает|что случилось|есть проблемы|проблемы|kak dela|vse khorosho|vse horosho|vse v poryadke|vse ok|vse normalno|sostoyanie|chto slomalos|chto ne rabotaet|chto sluchilos|problemy',
    ),
  },
  ur: {
    greetings: split(
      'سلام|السلام علیکم|اسلام علیکم|السلام و علیکم|ہیلو|ہائے|آداب|صبح بخیر|شام بخیر|salam|salaam|assalam o alaikum|assalamualaikum|asalam o alaikum|aslam o alaikum|adaab|aadaab|subah bakhair|shab bakhair',
    ),
    help: split(
      'مدد|مدد کریں|مدد کرو|میری مدد کریں|مدد چاہیے|یہ کیسے کام کرتا ہے|رہنمائی|madad|madad karein|madad karen|meri madad karein|rehnumai',
    ),
    status: split(
      'حالت|صورتحال|صورت حال|حال|کیا حال ہے|کیسے ہو|کیسے ہیں|آپ کیسے ہیں|سب ٹھیک ہے|سب ٹھیک|سب خیریت|خیریت|کیا مسئلہ ہے|کوئی مسئلہ|haalat|halat|soorat e haal|surat e haal|kya haal hai|kya hal hai|sab theek hai|sab theek|sab khairiyat|khairiyat|koi masla|koi maslah',
    ),
  },
  id: {
    greetings: split(
      'halo|hai|hei|selamat pagi|selamat siang|selamat sore|selamat malam|pagi|siang|sore|malam|assalamualaikum|permisi',
    ),
    help: split(
      'bantuan|tolong|bantu|bantu saya|tolong bantu|tolong bantu saya|minta bantuan|perintah|petunjuk|cara pakai|cara kerja|bagaimana cara kerjanya|bagaimana ini bekerja|cara menggunakan|bisa apa',
    ),
    status: split(
      'kondisi|keadaan|status sistem|status sistemnya|ringkasan|apa kabar|gimana kabar|bagaimana kabar|gimana|bagaimana keadaan|semua baik|semua baik baik saja|apakah semua baik|apakah semua baik baik saja|semua aman|aman|semua oke|semua ok|ada masalah|apa ada masalah|apakah ada masalah|masalah|apa yang rusak|apa yang mati|baik baik saja|semua lancar',
    ),
  },
  de: {
    greetings: split(
      'hallo|hallöchen|servus|moin|moin moin|grüß gott|grüss gott|guten morgen|guten tag|guten abend|tag|tach|na|grüezi|gruss gott|hallöle|grüß dich|moinsen',
    ),
    help: split(
      'hilfe|hilf mir|ich brauche hilfe|brauche hilfe|hilfe bitte|befehle|kommandos|anleitung|wie geht das|wie funktioniert das|wie funktioniert es|was kannst du|was kann ich machen|optionen|bedienung|was geht',
    ),
    status: split(
      "zustand|lage|übersicht|überblick|zusammenfassung|wie gehts|wie geht's|wie geht es|wie geht es dir|wie läufts|wie läuft's|wie läuft es|wie läuft alles|alles ok|alles okay|alles gut|alles in ordnung|ist alles ok|ist alles in ordnung|läuft alles|alles klar|was ist kaputt|was ist los|was ist ausgefallen|gibt es probleme|gibts probleme|probleme|störung|störungen|was geht nicht|ist was kaputt|was läuft nicht",
    ),
  },
};
