print("mivaa")
